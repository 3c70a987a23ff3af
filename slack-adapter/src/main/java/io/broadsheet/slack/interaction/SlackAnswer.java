package io.broadsheet.slack.interaction;

import com.slack.api.app_backend.slash_commands.response.SlashCommandResponse;
import com.slack.api.bolt.response.Response;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.model.view.View;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Delivery;
import io.broadsheet.interaction.AnswerRule;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.FailureReference;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.interaction.Patience;
import io.broadsheet.interaction.PendingReply;
import io.broadsheet.message.Block;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.slack.posting.SlackPosting;
import io.broadsheet.slack.posting.SlackUploads;
import io.broadsheet.slack.rendering.SlackForms;
import io.broadsheet.slack.rendering.SlackLimits;
import io.broadsheet.slack.rendering.SlackMessage;
import io.broadsheet.slack.rendering.SlackRenderer;
import io.broadsheet.slack.rendering.SlackRendering;
import io.broadsheet.slack.rendering.SlackText;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers one request.
///
/// Slack waits three seconds for the acknowledgement (docs.slack.dev, handling user interaction).
/// What the core says to a command within its [Patience] goes with it; anything else follows
/// through the response URL.
public final class SlackAnswer {

    private static final Logger log = LoggerFactory.getLogger(SlackAnswer.class);

    /// A trigger works for three seconds (docs.slack.dev, modals), so after this long a modal that
    /// says to wait takes it.
    private static final Duration PATIENCE_FOR_FORM = Duration.ofMillis(1_500);

    /// How long a response URL works.
    private static final Duration URL_WORKS = Duration.ofMinutes(30);

    private static final Executor ASKING =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("slack-caller-", 0).factory());

    /// What all answers need.
    public record Means(
            SlackResponder responder,
            SlackPosting posting,
            SlackUploads uploads,
            SlackClients clients,
            SlackTokens tokens,
            Executor workers,
            InFlight inFlight,
            Patience patience,
            Clock clock) {}

    /// The message whose button was pressed.
    ///
    /// @param thread under which message it stands, empty for none
    /// @param own whether it is there for the presser alone, and may be replaced
    /// @param shown whether everybody in the channel sees it
    record Pressed(String ts, String thread, boolean own, boolean shown) {}

    private final Means means;
    private final SlackRequester requester;
    private final SlackResponder.@Nullable Url url;
    private final String responseUrl;
    private final @Nullable String trigger;
    private final @Nullable Pressed pressed;

    /// Under which message it is answered, empty for none.
    private final String thread;

    private final SlackTokenAnswer byToken;

    /// The modal or Home tab in which something was pressed: the answer is shown in a modal.
    private final @Nullable View view;

    private SlackAnswer(
            Means means,
            SlackRequester requester,
            @Nullable String responseUrl,
            @Nullable String trigger,
            @Nullable Pressed pressed,
            String thread,
            @Nullable View view) {
        this.means = means;
        this.requester = requester;
        this.responseUrl = responseUrl == null ? "" : responseUrl;
        this.url =
                this.responseUrl.isEmpty() ? null : means.responder().at(this.responseUrl, thread);
        this.trigger = trigger;
        this.pressed = pressed;
        this.thread = thread;
        this.byToken = new SlackTokenAnswer(means.clients(), means.tokens(), requester, thread);
        this.view = view;
    }

    /// Answers what was typed after `/paper`, chosen in a message's menu or filled in.
    ///
    /// @param thread under which message it was, empty for none
    static SlackAnswer to(
            Means means,
            SlackRequester requester,
            @Nullable String responseUrl,
            @Nullable String trigger,
            String thread) {
        return new SlackAnswer(means, requester, responseUrl, trigger, null, thread, null);
    }

    /// Answers what was written to the bot in a message.
    ///
    /// @param thread under which message that stands, empty for none
    static SlackAnswer toMessage(Means means, SlackRequester requester, String thread) {
        return new SlackAnswer(means, requester, null, null, null, thread, null);
    }

    /// Answers a button of a message.
    static SlackAnswer toPress(
            Means means,
            SlackRequester requester,
            @Nullable String responseUrl,
            @Nullable String trigger,
            Pressed pressed) {
        return new SlackAnswer(
                means, requester, responseUrl, trigger, pressed, pressed.thread(), null);
    }

    /// Answers a button of a modal or of the Home tab.
    static SlackAnswer toPressInView(
            Means means, SlackRequester requester, @Nullable String trigger, View view) {
        return new SlackAnswer(means, requester, null, trigger, null, "", view);
    }

    /// Answers within the acknowledgement where the core is quick and one message is enough.
    ///
    /// @param who may ask Slack, and take its time
    /// @param asked who sees the answer
    Response withAcknowledgement(Supplier<Caller> who, Function<Caller, Reply> work, Audience asked)
            throws InterruptedException {
        PendingReply coming = coming(who, work);
        AnswerRule rule = rule(asked);
        Optional<Reply> soon = coming.within(means.patience().left(Duration.ZERO));
        if (soon.isPresent()
                && soon.get().asksFor().isEmpty()
                && soon.get().wantsMessage().isEmpty()) {
            SlackRendering rendering = SlackRenderer.render(soon.get());
            if (rendering.messages().size() == 1 && rendering.files().isEmpty()) {
                SlackMessage message = rendering.messages().getFirst();
                PendingReply.sequel(soon.get()).ifPresent(sequel -> later(sequel, rule));
                return Response.ok(
                        SlashCommandResponse.builder()
                                .responseType(
                                        SlackResponder.responseType(rule.audience(soon.get())))
                                .text(message.text())
                                .blocks(message.blocks())
                                .build());
            }
        }
        return later(coming, rule);
    }

    /// Acknowledges at once and answers afterwards.
    ///
    /// @param who may ask Slack, and take its time
    Response afterwards(Supplier<Caller> who, Function<Caller, Reply> work, Audience asked) {
        return later(coming(who, work), rule(asked));
    }

    private AnswerRule rule(Audience asked) {
        return new AnswerRule(asked, pressed != null && pressed.own());
    }

    /// Slack is asked beside the workers, so that a slow Slack takes none of them.
    private PendingReply coming(Supplier<Caller> who, Function<Caller, Reply> work) {
        return PendingReply.of(
                CompletableFuture.supplyAsync(who, ASKING).thenApplyAsync(work, means.workers()));
    }

    private Response later(PendingReply coming, AnswerRule rule) {
        means.inFlight().join();
        Thread.ofVirtual()
                .name("slack-answer")
                .start(() -> {
                    try {
                        guarded(coming, rule);
                    } finally {
                        means.inFlight().end();
                    }
                });
        return Response.ok();
    }

    private void guarded(PendingReply coming, AnswerRule rule) {
        try {
            deliver(coming, rule);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            String reference = FailureReference.next();
            log.error(
                    "An answer in {} failed, reference {}: {}",
                    requester.channel(),
                    reference,
                    SlackFailures.describe(e),
                    e instanceof SlackResponder.Undeliverable ? null : e);
            try {
                privately(SlackRenderer.render(Reply.failure(reference)).messages().getFirst());
            } catch (RuntimeException again) {
                log.warn("A failure could not be told: {}", SlackFailures.describe(again));
            }
        }
    }

    private void deliver(PendingReply coming, AnswerRule rule) throws InterruptedException {
        if (view != null) {
            inModal(coming.inTheEnd(), view);
            return;
        }
        Reply reply = coming.await();
        boolean replaced = false;
        Optional<PendingReply> sequel = PendingReply.sequel(reply);
        if (sequel.isPresent()) {
            SlackMessage meanwhile = SlackRenderer.render(reply).messages().getFirst();
            replaced = rule.replaces(reply);
            if (replaced) {
                inPlace(meanwhile);
            } else {
                privately(meanwhile);
            }
            reply = sequel.get().await();
        }
        Form form = reply.form();
        if (form != null) {
            form(form);
            return;
        }
        if (reply.placement() == Reply.Placement.OVERLAY
                && trigger != null
                && !trigger.isEmpty()
                && open(SlackForms.message(reply))) {
            return;
        }
        Audience audience = rule.audience(reply);
        if (audience == Audience.EVERYBODY && reply.wantsMessage().isPresent()) {
            shown(reply, reply.wantsMessage().get());
            return;
        }
        SlackRendering rendering = SlackRenderer.render(reply);
        boolean first = true;
        for (SlackMessage message : bounded(rendering)) {
            // What was said meanwhile in a message's place does not stay there, even if it failed.
            if (first && (rule.replaces(reply) || (replaced && audience == Audience.ASKER))) {
                inPlace(message);
            } else if (audience == Audience.EVERYBODY) {
                publicly(message);
            } else {
                privately(message);
            }
            first = false;
        }
        files(reply, rendering);
    }

    // --- where it goes ---

    private void inPlace(SlackMessage message) {
        if (url != null) {
            try {
                url.replace(message);
                return;
            } catch (SlackResponder.Undeliverable e) {
                log.info("A message cannot be replaced: {}", SlackFailures.describe(e));
            }
        }
        privately(message);
    }

    private void privately(SlackMessage message) {
        if (url != null) {
            try {
                url.say(message, privacy());
                return;
            } catch (SlackResponder.Undeliverable e) {
                log.info("A response URL does not work: {}", SlackFailures.describe(e));
            }
        }
        byToken.privately(message);
    }

    /// Nothing has to be hidden in our direct conversation with somebody. Only there does a message
    /// of ours stand in a direct conversation for all to see.
    private Audience privacy() {
        return pressed != null && pressed.shown() && requester.direct()
                ? Audience.EVERYBODY
                : Audience.ASKER;
    }

    private MethodsClient slack(SlackTokens.Bot bot) {
        return means.clients().asking().methods(bot.token(), bot.team());
    }

    private void publicly(SlackMessage message) {
        if (url == null) {
            byToken.publicly(message);
            return;
        }
        url.say(message, Audience.EVERYBODY);
    }

    /// Puts a message before the channel by the bot's token, as Slack says no id of one that came
    /// through a response URL; in the thread where it was asked for. Where the bot may not post,
    /// the response URL may.
    private void shown(Reply reply, Consumer<String> listener) {
        Delivery delivery =
                thread.isEmpty()
                        ? means.posting().post(requester.team(), requester.channel(), reply)
                        : means.posting()
                                .under(
                                        requester.team(),
                                        requester.channel(),
                                        reply,
                                        new SlackPosting.Under(thread, false));
        switch (delivery) {
            case Delivery.Posted(String message) -> listener.accept(message);
            case Delivery.Refused _, Delivery.RetryAfter _ ->
                    SlackRenderer.render(reply).messages().forEach(this::publicly);
            case Delivery.InDoubt(String detail) -> {
                log.warn("A message in {} is in doubt: {}", requester.channel(), detail);
                privately(
                        SlackRenderer.render(
                                        Reply.rejection(
                                                "Slack did not say whether the message is there. Please look before you try again."))
                                .messages()
                                .getFirst());
            }
        }
    }

    // --- too much for the response URL ---

    /// As many messages as the response URL takes.
    private static List<SlackMessage> bounded(SlackRendering rendering) {
        List<SlackMessage> messages = rendering.messages();
        if (messages.size() <= SlackLimits.RESPONSES) {
            return messages;
        }
        return messages.subList(0, 1);
    }

    private void files(Reply reply, SlackRendering rendering) {
        List<Block.File> files = new ArrayList<>(rendering.files());
        if (rendering.messages().size() > SlackLimits.RESPONSES) {
            files.add(new Block.File("answer.txt", "text/plain", reply.plain()));
        }
        if (files.isEmpty()) {
            return;
        }
        Optional<SlackTokens.Bot> bot = means.tokens().bot(requester.team());
        for (Block.File file : files) {
            boolean there =
                    bot.isPresent() && means.uploads().toPerson(bot.get(), requester.user(), file);
            if (there) {
                say(
                        Span.strong(SlackText.line(file.name())),
                        Span.text(" is in our direct messages, where only you see it."));
            } else {
                inMessages(file);
            }
        }
    }

    private void say(Span... spans) {
        privately(SlackRenderer.render(Reply.say(spans)).messages().getFirst());
    }

    /// A file's content where no file can be uploaded: as much of it as the response URL takes, and
    /// what is missing said.
    private void inMessages(Block.File file) {
        List<String> pieces =
                SlackText.pieces(
                        SlackText.lines(file.content()), SlackLimits.MESSAGE_CHARACTERS / 2);
        int room = url == null ? SlackLimits.RESPONSES : Math.max(1, url.left() - 1);
        int shown = Math.min(pieces.size(), room);
        for (String piece : pieces.subList(0, shown)) {
            privately(
                    SlackRenderer.render(Reply.of(new Block.Verbatim(piece)))
                            .messages()
                            .getFirst());
        }
        if (shown < pieces.size()) {
            int missing =
                    pieces.subList(shown, pieces.size()).stream().mapToInt(String::length).sum();
            say(
                    Span.text(
                            "The rest of "
                                    + SlackText.line(file.name())
                                    + ", "
                                    + missing
                                    + " characters, is too long for messages. Whoever runs this bot can give it the scope "),
                    Span.code("files:write"),
                    Span.text("; then it comes as a file."));
        }
    }

    // --- modals ---

    private void form(Form form) {
        if (trigger == null || trigger.isEmpty() || !open(modal(form))) {
            privately(
                    SlackRenderer.render(
                                    Reply.rejection(
                                            Span.text(
                                                    "The form could not be opened. Please type it: "),
                                            Span.command(form.submit() + " …"),
                                            Span.text(".")))
                            .messages()
                            .getFirst());
        }
    }

    private View modal(Form form) {
        return SlackForms.modal(
                form,
                new SlackForms.Origin(
                        requester.channel(),
                        requester.channelName(),
                        thread,
                        responseUrl,
                        means.clock().instant().plus(URL_WORKS).getEpochSecond()));
    }

    /// Opens the form for a bare command.
    Response opening(Supplier<Reply> work) {
        means.inFlight().join();
        PendingReply coming = PendingReply.start(work, means.workers());
        Thread.ofVirtual()
                .name("slack-form")
                .start(() -> {
                    try {
                        openInTime(coming);
                    } finally {
                        means.inFlight().end();
                    }
                });
        return Response.ok();
    }

    private void openInTime(PendingReply coming) {
        AnswerRule rule = rule(Audience.ASKER);
        try {
            Optional<Reply> soon = coming.within(PATIENCE_FOR_FORM);
            if (soon.isPresent() || trigger == null) {
                guarded(coming, rule);
                return;
            }
            Optional<String> waiting = shown(SlackForms.waiting());
            Reply reply = coming.await();
            Form form = reply.form();
            if (waiting.isPresent() && form != null) {
                update(waiting.get(), modal(form));
            } else {
                guarded(coming, rule);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            guarded(PendingReply.of(CompletableFuture.failedFuture(e)), rule);
        }
    }

    /// The answer to something pressed in a view: the trigger is used at once where the core is
    /// slow.
    private void inModal(PendingReply coming, View within) throws InterruptedException {
        boolean modal = "modal".equals(within.getType());
        Optional<Reply> soon = coming.within(PATIENCE_FOR_FORM);
        if (soon.isPresent()) {
            Reply reply = soon.get();
            Form form = reply.form();
            View answer = form == null ? SlackForms.message(reply) : modal(form);
            boolean there;
            if (modal && reply.placement() == Reply.Placement.REPLACE) {
                there = update(within.getId(), answer);
            } else if (modal) {
                there = push(answer) || update(within.getId(), answer);
            } else {
                there = open(answer);
            }
            if (!there && form == null) {
                byToken.privately(SlackRenderer.render(reply).messages().getFirst());
            }
            return;
        }
        Optional<String> waiting =
                modal ? Optional.of(within.getId()) : shown(SlackForms.waiting());
        Reply reply = coming.await();
        if (waiting.isEmpty() || !update(waiting.get(), SlackForms.message(reply))) {
            byToken.privately(SlackRenderer.render(reply).messages().getFirst());
        }
    }

    private boolean open(View modal) {
        return shown(modal).isPresent();
    }

    /// @return the modal's id, empty where it could not be opened
    private Optional<String> shown(View modal) {
        return calling(
                        slack -> {
                            ViewsOpenResponse answer =
                                    slack.viewsOpen(
                                            request -> request.triggerId(trigger).view(modal));
                            return answer.isOk()
                                    ? answer.getView().getId()
                                    : refused(answer.getError());
                        })
                .filter(id -> !id.isEmpty());
    }

    private boolean push(View modal) {
        return calling(
                        slack -> {
                            var answer =
                                    slack.viewsPush(
                                            request -> request.triggerId(trigger).view(modal));
                            return answer.isOk() ? "pushed" : refused(answer.getError());
                        })
                .filter(id -> !id.isEmpty())
                .isPresent();
    }

    private boolean update(String id, View modal) {
        return calling(
                        slack -> {
                            var answer =
                                    slack.viewsUpdate(request -> request.viewId(id).view(modal));
                            return answer.isOk() ? "updated" : refused(answer.getError());
                        })
                .filter(done -> !done.isEmpty())
                .isPresent();
    }

    private static String refused(String error) {
        log.info("A modal could not be shown: {}", error);
        return "";
    }

    /// A call of the Web API.
    @FunctionalInterface
    private interface Call {
        String on(MethodsClient slack) throws IOException, SlackApiException;
    }

    private Optional<String> calling(Call call) {
        Optional<SlackTokens.Bot> bot = means.tokens().bot(requester.team());
        if (bot.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(call.on(slack(bot.get())));
        } catch (IOException | SlackApiException e) {
            log.info("A modal could not be shown: {}", SlackFailures.describe(e));
            return Optional.empty();
        }
    }
}
