package io.broadsheet.slack.transport;

import com.slack.api.methods.MethodsClient;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// With which token the bot speaks in which workspace.
public interface SlackTokens {

    /// The bot in one workspace.
    ///
    /// @param token `xoxb-`
    /// @param team the workspace's id; empty where it is not known yet
    /// @param user the bot's own id among the people there; empty where it is not known yet
    /// @param scopes what it may do; empty where that is not known
    record Bot(String token, String team, String user, Set<String> scopes) {
        public Bot {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public String toString() {
            return "Bot[" + team + ", " + user + "]";
        }
    }

    /// No workspace has a token.
    SlackTokens NONE =
            new SlackTokens() {
                @Override
                public Optional<Bot> bot(String team) {
                    return Optional.empty();
                }

                @Override
                public Optional<Problem> verify(MethodsClient slack) {
                    return Optional.of(
                            new Problem(
                                    "there is no key to encrypt workspaces' tokens with; set SLACK_TOKEN_KEYS to the"
                                            + " output of: openssl rand -base64 32",
                                    false));
                }

                @Override
                public void refused(String team, String error) {}
            };

    /// The one token of the configuration, for one workspace.
    static SlackTokens single(String token) {
        return new SingleToken(token);
    }

    /// The bot in a workspace; empty where it is not installed there. Answers from memory, or as
    /// fast as a local store.
    Optional<Bot> bot(String team);

    /// The bot for a request that Slack sent.
    ///
    /// @param enterprise the organisation, where the bot is installed for all of it
    default Optional<Bot> bot(String team, @Nullable String enterprise) {
        return bot(team);
    }

    /// Finds out whether Slack takes the tokens. Asks Slack; called before the first connection,
    /// now and then later, and soon again while it fails.
    ///
    /// @param slack calls the Web API without a token of its own
    /// @return what is wrong, for an operator, with no token in it
    Optional<Problem> verify(MethodsClient slack);

    /// What is wrong with the tokens.
    ///
    /// @param passing whether it may well be right again soon: Slack could not be asked
    record Problem(String sentence, boolean passing) {}

    /// Is told that Slack refused a workspace's token.
    ///
    /// @param error as Slack calls it: `token_revoked`, `account_inactive`, ...
    void refused(String team, String error);
}
