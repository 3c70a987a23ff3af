package io.broadsheet.slack.interaction;

import io.broadsheet.slack.transport.SlackConfig;

/// The same over signed requests.
class SlackMentionsOverHttpTest extends SlackMentionsTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
