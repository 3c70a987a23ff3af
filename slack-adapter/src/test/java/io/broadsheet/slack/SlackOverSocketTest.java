package io.broadsheet.slack;

/// Slack over Socket Mode.
class SlackOverSocketTest extends SlackContract {

    SlackOverSocketTest() {
        super(SlackConfig.Mode.SOCKET);
    }
}
