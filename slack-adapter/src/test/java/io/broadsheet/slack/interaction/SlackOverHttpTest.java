package io.broadsheet.slack.interaction;

import io.broadsheet.slack.transport.SlackConfig;

/// Slack over signed requests.
class SlackOverHttpTest extends SlackContract {

    SlackOverHttpTest() {
        super(SlackConfig.Mode.HTTP);
    }
}
