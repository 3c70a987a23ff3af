package io.broadsheet.slack.interaction;

import io.broadsheet.slack.transport.SlackConfig;

/// Links to papers, in HTTP mode.
class SlackUnfurlingOverHttpTest extends SlackUnfurlingTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
