package io.broadsheet.slack.interaction;

import io.broadsheet.slack.transport.SlackConfig;

/// The Home tab, in HTTP mode.
class SlackHomeOverHttpTest extends SlackHomeTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
