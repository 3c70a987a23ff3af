package io.broadsheet.slack.interaction;

import io.broadsheet.slack.transport.SlackConfig;

/// Slack over Socket Mode.
class SlackOverSocketTest extends SlackContract {

    SlackOverSocketTest() {
        super(SlackConfig.Mode.SOCKET);
    }
}
