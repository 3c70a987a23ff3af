package io.broadsheet.slack.interaction;

/// Who did something in Slack, and where, as its request says.
///
/// @param team the workspace in which the bot was called
/// @param name how the person is called, as far as the request says
/// @param channel where; a person's own id where it was in no channel, which stands for the direct
///   conversation with them
/// @param channelName as the request says it; empty where it does not
public record SlackRequester(
        String team, String user, String name, String channel, String channelName) {

    /// Whether it is a direct message. The id says so, which Slack makes: a name is whatever people
    /// call their channel.
    public boolean direct() {
        return direct(user, channel);
    }

    /// Whether a channel is a direct message of this person.
    ///
    /// @param channel of this person's, or of several people
    public static boolean direct(String user, String channel) {
        return channel.startsWith("D") || channel.equals(user);
    }
}
