package io.broadsheet.slack;

/// The same over signed requests.
class SlackMentionsOverHttpTest extends SlackMentionsTest {

    @Override
    SlackConfig.Mode mode() {
        return SlackConfig.Mode.HTTP;
    }
}
