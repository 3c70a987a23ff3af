package io.broadsheet.slack.installation;

import io.broadsheet.slack.transport.SlackConfig;

/// What happens to channels, in HTTP mode.
class SlackEventsOverHttpTest extends SlackEventsTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
