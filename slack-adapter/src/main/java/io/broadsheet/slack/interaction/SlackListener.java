package io.broadsheet.slack.interaction;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockSuggestionPayload;
import com.slack.api.app_backend.interactive_components.payload.GlobalShortcutPayload;
import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.Message;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.Conversation;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.DoublePress;
import io.broadsheet.interaction.InteractionSentences;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.slack.installation.SlackManifest;
import io.broadsheet.slack.rendering.SlackForms;
import io.broadsheet.slack.rendering.SlackRenderer;
import io.broadsheet.slack.rendering.SlackText;
import io.broadsheet.slack.transport.SlackJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what people do in Slack to the conversation, and its replies back.
///
/// Requests arrive on virtual threads, so waiting costs nothing; the core computes on workers. What
/// goes wrong here is caught by [SlackGate].
public final class SlackListener {

    private static final Logger log = LoggerFactory.getLogger(SlackListener.class);

    private static final Pattern RUN = Pattern.compile(Pattern.quote(SlackRenderer.RUN) + ".*");
    private static final Pattern OPEN = Pattern.compile(Pattern.quote(SlackRenderer.OPEN) + ".*");
    private static final Pattern ANY = Pattern.compile(".*");

    /// What Slack makes of channels, people, groups and addresses that somebody types.
    private static final Pattern REFERENCE = Pattern.compile("<([@#!]?)([^<>|]+)(?:\\|([^<>]*))?>");

    private final Conversation conversation;
    private final SlackCallers callers;
    private final SlackAnswer.Means means;
    private final DoublePress presses = new DoublePress();

    public SlackListener(Conversation conversation, SlackCallers callers, SlackAnswer.Means means) {
        this.conversation = conversation.withSequels();
        this.callers = callers;
        this.means = means;
    }

    public void register(App app) {
        app.command(SlackManifest.COMMAND, (request, _) -> command(request.getPayload()));
        app.blockAction(RUN, (request, _) -> press(request.getPayload()));
        app.blockAction(OPEN, (_, context) -> context.ack());
        app.blockSuggestion(SlackForms.SUGGESTIONS, (request, _) -> suggest(request.getPayload()));
        // What is chosen there counts when the form is submitted.
        app.blockAction(SlackForms.SUGGESTIONS, (_, context) -> context.ack());
        app.viewSubmission(
                Pattern.compile(Pattern.quote(SlackForms.FORM) + ".*"),
                (request, _) -> submit(request.getPayload()));
        app.viewSubmission(SlackForms.SHOWN, (_, context) -> context.ack());
        app.viewClosed(ANY, (_, context) -> context.ack());
        app.globalShortcut(SlackManifest.OPEN_FORM, (request, _) -> form(request.getPayload()));
        app.messageShortcut(SlackManifest.FIND_PAPERS, (request, _) -> find(request.getPayload()));
    }

    private Response command(SlashCommandPayload payload) {
        SlackRequester requester =
                new SlackRequester(
                        payload.getTeamId(),
                        payload.getUserId(),
                        present(payload.getUserName()),
                        payload.getChannelId(),
                        present(payload.getChannelName()));
        String text = typed(present(payload.getText()));
        SlackAnswer answer =
                SlackAnswer.to(
                        means, requester, payload.getResponseUrl(), payload.getTriggerId(), "");
        if (text.isBlank()) {
            return answer.opening(() -> conversation.typed(text, callers.known(requester)));
        }
        return uninterrupted(() ->
                answer.withAcknowledgement(
                        () -> callers.of(requester),
                        caller -> during(payload.getTriggerId()).typed(text, caller),
                        Audience.ofLine(text)));
    }

    private Response press(BlockActionPayload payload) {
        BlockActionPayload.Action action = payload.getActions().getFirst();
        String value =
                action.getSelectedOption() == null
                        ? action.getValue()
                        : action.getSelectedOption().getValue();
        if (value == null || value.startsWith(SlackRenderer.OPEN)) {
            return Response.ok();
        }
        SlackRequester requester = requester(payload);
        SlackAnswer answer = answer(payload, requester);
        if (value.isEmpty() || value.length() > CommandCode.MAX_LENGTH) {
            return answer.afterwards(
                    () -> callers.known(requester),
                    _ -> InteractionSentences.unknownButton(),
                    Audience.ASKER);
        }
        if (presses.isSecond(click(payload, value))) {
            log.info("A button was pressed twice in {}", requester.channel());
            return Response.ok();
        }
        CommandCode code = new CommandCode(value);
        return answer.afterwards(
                () -> callers.of(requester),
                caller -> during(payload.getTriggerId()).pressed(code, caller),
                Audience.of(code, conversation));
    }

    /// A trigger names what somebody did, whenever Slack sends it.
    private Conversation during(@Nullable String trigger) {
        return conversation.during(present(trigger));
    }

    private static String click(BlockActionPayload payload, String value) {
        String place =
                payload.getView() == null
                        ? present(payload.getContainer().getMessageTs())
                        : payload.getView().getId();
        return payload.getUser().getId() + "/" + place + "/" + value;
    }

    private SlackAnswer answer(BlockActionPayload payload, SlackRequester requester) {
        if (payload.getView() != null) {
            return SlackAnswer.toPressInView(
                    means, requester, payload.getTriggerId(), payload.getView());
        }
        BlockActionPayload.Container container = payload.getContainer();
        return SlackAnswer.toPress(
                means,
                requester,
                payload.getResponseUrl(),
                payload.getTriggerId(),
                new SlackAnswer.Pressed(
                        present(container.getMessageTs()),
                        SlackThreads.of(payload),
                        container.isEphemeral() || requester.direct(),
                        !container.isEphemeral()));
    }

    private static SlackRequester requester(BlockActionPayload payload) {
        BlockActionPayload.User user = payload.getUser();
        String team = payload.getTeam() == null ? user.getTeamId() : payload.getTeam().getId();
        String name = present(user.getName() == null ? user.getUsername() : user.getName());
        return payload.getChannel() == null
                ? new SlackRequester(team, user.getId(), name, user.getId(), "")
                : new SlackRequester(
                        team,
                        user.getId(),
                        name,
                        payload.getChannel().getId(),
                        present(payload.getChannel().getName()));
    }

    private Response suggest(BlockSuggestionPayload payload) {
        Optional<String> command =
                payload.getView() == null
                        ? Optional.empty()
                        : SlackForms.purpose(payload.getView().getCallbackId())
                                .map(Form.Purpose::command);
        BlockSuggestionPayload.User user = payload.getUser();
        Optional<SlackForms.Origin> origin =
                payload.getView() == null
                        ? Optional.empty()
                        : SlackForms.Origin.read(payload.getView().getPrivateMetadata());
        SlackRequester requester =
                new SlackRequester(
                        payload.getTeam() == null ? user.getTeamId() : payload.getTeam().getId(),
                        user.getId(),
                        present(user.getName()),
                        origin.map(SlackForms.Origin::channel).orElse(user.getId()),
                        origin.map(SlackForms.Origin::channelName).orElse(""));
        Caller caller = callers.known(requester);
        return Response.ok(
                Map.of(
                        "options",
                        command.map(name ->
                                        SlackForms.suggestions(
                                                name,
                                                SlackText.unescape(present(payload.getValue())),
                                                conversation,
                                                caller))
                                .orElse(List.of())));
    }

    private Response submit(ViewSubmissionPayload payload) {
        Optional<Form.Purpose> purpose =
                SlackForms.purpose(payload.getView().getCallbackId())
                        .filter(each -> CommandBook.spec(each.command()).isPresent());
        if (purpose.isEmpty()) {
            return Response.ok(
                    Map.of(
                            "response_action",
                            "update",
                            "view",
                            SlackForms.message(InteractionSentences.unknownForm())));
        }
        Optional<SlackForms.Filled> filled = SlackForms.filled(purpose.get(), payload);
        if (filled.isEmpty()) {
            return Response.ok(
                    Map.of(
                            "response_action",
                            "errors",
                            "errors",
                            Map.of(SlackForms.firstField(payload), SlackForms.wanted(payload))));
        }
        ViewSubmissionPayload.User user = payload.getUser();
        Optional<SlackForms.Origin> origin =
                SlackForms.Origin.read(payload.getView().getPrivateMetadata());
        SlackRequester requester =
                new SlackRequester(
                        payload.getTeam() == null ? user.getTeamId() : payload.getTeam().getId(),
                        user.getId(),
                        present(user.getName()),
                        origin.map(SlackForms.Origin::channel).orElse(user.getId()),
                        origin.map(SlackForms.Origin::channelName).orElse(""));
        String responseUrl =
                origin.filter(it -> it.expires() > means.clock().instant().getEpochSecond())
                        .map(SlackForms.Origin::responseUrl)
                        .orElse("");
        SlackForms.Filled what = filled.get();
        String thread = origin.map(SlackForms.Origin::thread).orElse("");
        return SlackAnswer.to(means, requester, responseUrl, payload.getTriggerId(), thread)
                .afterwards(
                        () -> callers.of(requester),
                        caller ->
                                during(payload.getTriggerId())
                                        .chosen(
                                                what.command(),
                                                new Arguments(what.values()),
                                                caller),
                        CommandBook.spec(what.command()).map(Audience::of).orElse(Audience.ASKER));
    }

    /// Chosen from anywhere in Slack, so that the answer goes to our direct conversation.
    private Response form(GlobalShortcutPayload payload) {
        GlobalShortcutPayload.User user = payload.getUser();
        SlackRequester requester =
                new SlackRequester(
                        payload.getTeam() == null ? user.getTeamId() : payload.getTeam().getId(),
                        user.getId(),
                        present(user.getUsername()),
                        user.getId(),
                        "");
        return SlackAnswer.to(means, requester, "", payload.getTriggerId(), "")
                .opening(() -> conversation.typed("", callers.known(requester)));
    }

    private Response find(MessageShortcutPayload payload) {
        MessageShortcutPayload.User user = payload.getUser();
        SlackRequester requester =
                new SlackRequester(
                        payload.getTeam() == null ? user.getTeamId() : payload.getTeam().getId(),
                        user.getId(),
                        present(user.getName()),
                        payload.getChannel().getId(),
                        present(payload.getChannel().getName()));
        String text = text(payload.getMessage());
        return SlackAnswer.to(
                        means,
                        requester,
                        payload.getResponseUrl(),
                        payload.getTriggerId(),
                        SlackThreads.of(payload))
                .afterwards(
                        () -> callers.of(requester),
                        caller -> conversation.found(text, caller),
                        Audience.ASKER);
    }

    /// Everything in a message where a paper may be referred to.
    private static String text(@Nullable Message message) {
        if (message == null) {
            return "";
        }
        StringJoiner text = new StringJoiner("\n");
        text.add(typed(present(message.getText())));
        if (message.getBlocks() != null) {
            addTexts(SlackJson.GSON.toJsonTree(message.getBlocks()), text);
        }
        if (message.getAttachments() != null) {
            message.getAttachments()
                    .forEach(attachment -> {
                        for (String part :
                                new @Nullable String[] {
                                    attachment.getFromUrl(),
                                    attachment.getTitleLink(),
                                    attachment.getTitle(),
                                    attachment.getText()
                                }) {
                            if (part != null) {
                                text.add(typed(part));
                            }
                        }
                    });
        }
        return text.toString();
    }

    private static void addTexts(com.google.gson.JsonElement element, StringJoiner text) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> addTexts(each, text));
        } else if (element.isJsonObject()) {
            element.getAsJsonObject()
                    .entrySet()
                    .forEach(entry -> {
                        boolean words =
                                entry.getKey().equals("text") || entry.getKey().equals("url");
                        if (words && entry.getValue().isJsonPrimitive()) {
                            text.add(typed(entry.getValue().getAsString()));
                        } else {
                            addTexts(entry.getValue(), text);
                        }
                    });
        }
    }

    /// What a person typed, of the form in which Slack sends it: references spelt out, and `&`, `<`
    /// and `>` escaped (docs.slack.dev, formatting message text).
    static String typed(String text) {
        Matcher references = REFERENCE.matcher(text);
        String plain =
                references.replaceAll(reference ->
                        Matcher.quoteReplacement(
                                switch (reference.group(1)) {
                                    case "@" ->
                                            "@"
                                                    + Objects.requireNonNullElse(
                                                            reference.group(3), reference.group(2));
                                    case "#" ->
                                            "#"
                                                    + Objects.requireNonNullElse(
                                                            reference.group(3), reference.group(2));
                                    // A user group's id is what a schedule mentions it by.
                                    case "!" -> reference.group(2).replaceFirst("^subteam\\^", "");
                                    default -> reference.group(2);
                                }));
        return SlackText.unescape(plain);
    }

    private static String present(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// A step that waits.
    @FunctionalInterface
    private interface Step {
        Response run() throws InterruptedException;
    }

    private static Response uninterrupted(Step step) {
        try {
            return step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.ok();
        }
    }
}
