package io.broadsheet.slack.transport;

import com.slack.api.bolt.context.Context;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives each request the token of its workspace, from memory: the SDK's own would ask Slack first,
/// within the three seconds that an acknowledgement may take.
public final class SlackAuthorisation implements Middleware {

    private static final Logger log = LoggerFactory.getLogger(SlackAuthorisation.class);

    private final SlackTokens tokens;

    public SlackAuthorisation(SlackTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response apply(Request request, Response response, MiddlewareChain chain)
            throws Exception {
        Context context = request.getContext();
        String team = context.getTeamId();
        if (team != null) {
            Optional<SlackTokens.Bot> bot = tokens.bot(team, context.getEnterpriseId());
            if (bot.isEmpty()) {
                // Answers go out through response URLs, which need no token.
                log.info(
                        "A {} of workspace {}, for which there is no token",
                        request.getRequestType(),
                        team);
            } else {
                context.setBotToken(bot.get().token());
                context.setBotUserId(bot.get().user());
                context.setBotScopes(List.copyOf(bot.get().scopes()));
            }
        }
        return chain.next(request);
    }
}
