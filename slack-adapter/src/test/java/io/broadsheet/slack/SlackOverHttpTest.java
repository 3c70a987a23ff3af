package io.broadsheet.slack;

/// Slack over signed requests.
class SlackOverHttpTest extends SlackContract {

    SlackOverHttpTest() {
        super(SlackConfig.Mode.HTTP);
    }
}
