package io.broadsheet.slack;

/// The Home tab, in HTTP mode.
class SlackHomeOverHttpTest extends SlackHomeTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
