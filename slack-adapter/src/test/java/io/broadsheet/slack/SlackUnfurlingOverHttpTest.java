package io.broadsheet.slack;

/// Links to papers, in HTTP mode.
class SlackUnfurlingOverHttpTest extends SlackUnfurlingTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
