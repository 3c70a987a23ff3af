package io.broadsheet.slack;

/// What happens to channels, in HTTP mode.
class SlackEventsOverHttpTest extends SlackEventsTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
