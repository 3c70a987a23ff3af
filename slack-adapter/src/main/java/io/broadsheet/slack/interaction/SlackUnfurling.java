package io.broadsheet.slack.interaction;

import com.slack.api.bolt.App;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatUnfurlRequest;
import com.slack.api.methods.response.chat.ChatUnfurlResponse;
import com.slack.api.model.event.LinkSharedEvent;
import io.broadsheet.command.Conversation;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.rendering.SlackMessage;
import io.broadsheet.slack.rendering.SlackRenderer;
import io.broadsheet.slack.rendering.SlackText;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows the paper below a link to it, for the domains that the operator declared.
///
/// Slack tells of links in every channel of the workspace, and wants those unfurled only that are
/// the app's own or that it may show (docs.slack.dev/messaging/unfurling-links-in-messages).
public final class SlackUnfurling {

    private static final Logger log = LoggerFactory.getLogger(SlackUnfurling.class);

    /// Blocks of one link: a message has 50 in all, and five links fit it.
    private static final int BLOCKS = 8;

    private static final int LINKS = 5;

    private final Conversation conversation;
    private final List<String> domains;
    private final SlackAnswer.Means means;
    private final ZoneId zone;

    /// @param domains none for no unfurling
    public SlackUnfurling(
            Conversation conversation, List<String> domains, SlackAnswer.Means means, ZoneId zone) {
        this.conversation = conversation;
        this.domains = domains.stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
        this.means = means;
        this.zone = zone;
    }

    public void register(App app) {
        if (domains.isEmpty()) {
            return;
        }
        app.event(
                LinkSharedEvent.class,
                (payload, context) -> {
                    String team = context.getTeamId();
                    means.inFlight().join();
                    Thread.ofVirtual()
                            .name("slack-unfurl")
                            .start(() -> {
                                try {
                                    unfurl(team, payload.getEvent());
                                } catch (RuntimeException e) {
                                    log.error("Links could not be unfurled", e);
                                } finally {
                                    means.inFlight().end();
                                }
                            });
                    return context.ack();
                });
    }

    private void unfurl(String team, LinkSharedEvent event) {
        Optional<SlackTokens.Bot> bot = means.tokens().bot(team);
        Map<String, ChatUnfurlRequest.UnfurlDetail> unfurls = unfurls(event);
        if (bot.isEmpty() || unfurls.isEmpty()) {
            return;
        }
        ChatUnfurlRequest.ChatUnfurlRequestBuilder request =
                ChatUnfurlRequest.builder().unfurls(unfurls);
        // A link that is still being written has no message yet.
        if (present(event.getUnfurlId()) && present(event.getSource())) {
            request.unfurlId(event.getUnfurlId()).source(event.getSource());
        } else {
            request.channel(event.getChannel()).ts(event.getMessageTs());
        }
        try {
            ChatUnfurlResponse answer =
                    means.clients()
                            .asking()
                            .methods(bot.get().token(), bot.get().team())
                            .chatUnfurl(request.build());
            if (!answer.isOk()) {
                log.info("Links could not be unfurled: {}", answer.getError());
            }
        } catch (IOException | SlackApiException e) {
            log.info("Links could not be unfurled: {}", SlackFailures.describe(e));
        }
    }

    private Map<String, ChatUnfurlRequest.UnfurlDetail> unfurls(LinkSharedEvent event) {
        Map<String, ChatUnfurlRequest.UnfurlDetail> unfurls = new LinkedHashMap<>();
        if (event.getLinks() == null) {
            return unfurls;
        }
        for (LinkSharedEvent.Link link : event.getLinks()) {
            if (unfurls.size() < LINKS && isDeclared(link.getDomain())) {
                conversation
                        .unfurled(SlackText.unescape(link.getUrl()), zone)
                        .ifPresent(reply -> unfurls.put(link.getUrl(), detail(reply)));
            }
        }
        return unfurls;
    }

    private static ChatUnfurlRequest.UnfurlDetail detail(Reply reply) {
        SlackMessage message = SlackRenderer.render(reply).messages().getFirst();
        ChatUnfurlRequest.UnfurlDetail detail = new ChatUnfurlRequest.UnfurlDetail();
        detail.setBlocks(message.blocks().subList(0, Math.min(BLOCKS, message.blocks().size())));
        return detail;
    }

    private boolean isDeclared(@Nullable String domain) {
        String name = domain == null ? "" : domain.toLowerCase(Locale.ROOT);
        return domains.stream().anyMatch(it -> name.equals(it) || name.endsWith("." + it));
    }

    private static boolean present(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
