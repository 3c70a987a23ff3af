package io.broadsheet.slack.rendering;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.slack.api.app_backend.interactive_components.response.Option;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ExternalSelectElement;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.UsersSelectElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewState;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.command.Conversation;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows forms as modals, and reads what was filled in.
///
/// Under the fields is a select that offers, while something is typed, what the line could become
/// and which papers it could mean.
public final class SlackForms {

    /// What the callback id of a form's modal begins with; its command follows.
    public static final String FORM = "form-";

    /// The action id of the select whose options are asked for.
    public static final String SUGGESTIONS = "suggestions";

    /// The callback id of a modal that only shows something.
    public static final String SHOWN = "shown";

    private static final String TEXT = "text";

    /// What a suggested paper is opened with.
    private static final String OPENING = "show";

    private static final String LINE = "line:";
    private static final String PAPER = "paper:";
    private static final Gson GSON = new Gson();

    /// What is chosen or filled in.
    ///
    /// @param command the name of the command to run
    public record Filled(String command, Map<String, String> values) {}

    /// Where a form was asked for, so that its answer can go there. Slack keeps it in the modal.
    ///
    /// @param responseUrl empty where there is none
    /// @param expires when the response URL does, in seconds of the epoch
    public record Origin(
            String channel,
            String channelName,
            @Nullable String thread,
            String responseUrl,
            long expires) {

        String write() {
            return GSON.toJson(this);
        }

        public static Optional<Origin> read(@Nullable String text) {
            try {
                Origin origin = GSON.fromJson(text, Origin.class);
                return origin == null || origin.channel == null || origin.channel.isEmpty()
                        ? Optional.empty()
                        : Optional.of(origin);
            } catch (JsonParseException e) {
                return Optional.empty();
            }
        }
    }

    private SlackForms() {}

    public static View modal(Form form, Origin origin) {
        List<LayoutBlock> blocks = new ArrayList<>();
        for (Form.Field field : form.fields()) {
            blocks.add(
                    InputBlock.builder()
                            .blockId(field.option())
                            // Either this or a suggestion is wanted; which, is checked later.
                            .optional(true)
                            .label(plain(field.label(), SlackLimits.INPUT_LABEL))
                            .element(element(field, blocks.isEmpty()))
                            .build());
        }
        if (form.fields().stream().allMatch(field -> field.kind() == Form.FieldKind.LINE)) {
            blocks.add(suggesting());
        }
        return view(form.title(), blocks)
                .callbackId(FORM + form.code())
                .privateMetadata(origin.write())
                .submit(
                        ViewSubmit.builder()
                                .type("plain_text")
                                .text(SlackText.cut(form.submitLabel(), SlackLimits.MODAL_TITLE))
                                .build())
                .build();
    }

    private static BlockElement element(Form.Field field, boolean first) {
        PlainTextObject placeholder = plain(field.placeholder(), SlackLimits.PLACEHOLDER);
        return field.kind() == Form.FieldKind.PERSON
                ? UsersSelectElement.builder()
                        .actionId(TEXT)
                        .placeholder(plain("Choose somebody", SlackLimits.PLACEHOLDER))
                        .build()
                : PlainTextInputElement.builder()
                        .actionId(TEXT)
                        .maxLength(SlackLimits.INPUT)
                        .multiline(field.kind() == Form.FieldKind.LINES)
                        .focusOnLoad(first)
                        .placeholder(placeholder)
                        .build();
    }

    private static InputBlock suggesting() {
        return InputBlock.builder()
                .blockId(SUGGESTIONS)
                .optional(true)
                .label(plain("Or choose while you type", SlackLimits.INPUT_LABEL))
                .element(
                        ExternalSelectElement.builder()
                                .actionId(SUGGESTIONS)
                                .minQueryLength(2)
                                .placeholder(
                                        plain(
                                                "A paper's title, an author, a filter",
                                                SlackLimits.PLACEHOLDER))
                                .build())
                .build();
    }

    /// What is shown until the form is there: a trigger works for three seconds only.
    public static View waiting() {
        return message(Reply.say("One moment."));
    }

    /// A modal that shows a reply.
    public static View message(Reply reply) {
        return view(
                        "Broadsheet",
                        SlackRenderer.view(
                                reply,
                                "There is more of this than fits here. Type it as a command."))
                .callbackId(SHOWN)
                .build();
    }

    private static View.ViewBuilder view(String title, List<LayoutBlock> blocks) {
        return View.builder()
                .type("modal")
                .title(
                        ViewTitle.builder()
                                .type("plain_text")
                                .text(SlackText.cut(title, SlackLimits.MODAL_TITLE))
                                .build())
                .close(ViewClose.builder().type("plain_text").text("Close").build())
                .blocks(blocks);
    }

    private static PlainTextObject plain(String text, int most) {
        return PlainTextObject.builder().text(SlackText.cut(text, most)).emoji(false).build();
    }

    /// What a form is for, of a modal's callback id.
    public static Optional<Form.Purpose> purpose(@Nullable String callbackId) {
        return callbackId != null && callbackId.startsWith(FORM)
                ? Form.purpose(callbackId.substring(FORM.length()))
                : Optional.empty();
    }

    /// What to offer for what is typed, within Slack's limits.
    public static List<Option> suggestions(
            String command, String typed, Conversation conversation, Caller caller) {
        List<Option> options = new ArrayList<>();
        String line = SlackText.line(typed).strip();
        if (line.isEmpty()) {
            return options;
        }
        add(options, LINE, new Completion(line, line));
        String before = command + " ";
        conversation.complete(before + line, caller).forEach(offer -> add(options, LINE, offer));
        CommandBook.spec(OPENING).map(CommandSpec::options).stream()
                .flatMap(all -> all.stream().limit(1))
                .flatMap(option -> conversation.complete(option, line, caller).stream())
                .forEach(offer -> add(options, PAPER, offer));
        return options;
    }

    private static void add(List<Option> options, String kind, Completion offer) {
        String label = SlackText.cut(SlackText.line(offer.label()).strip(), SlackLimits.LABEL);
        String value = kind + offer.value();
        boolean known = options.stream().anyMatch(option -> option.getValue().equals(value));
        if (label.isEmpty()
                || known
                || value.length() > SlackLimits.OPTION_VALUE
                || options.size() >= SlackLimits.OPTIONS) {
            return;
        }
        options.add(
                Option.builder()
                        .text(PlainTextObject.builder().text(label).emoji(false).build())
                        .value(value)
                        .build());
    }

    /// What was filled in; empty where it is nothing.
    public static Optional<Filled> filled(Form.Purpose purpose, ViewSubmissionPayload submission) {
        String command = purpose.command();
        Map<String, String> values = new LinkedHashMap<>();
        Optional<String> chosen = Optional.empty();
        ViewState state = submission.getView().getState();
        if (state == null || state.getValues() == null) {
            return Optional.empty();
        }
        for (Map.Entry<String, Map<String, ViewState.Value>> block : state.getValues().entrySet()) {
            for (ViewState.Value value : block.getValue().values()) {
                if (block.getKey().equals(SUGGESTIONS)) {
                    chosen =
                            Optional.ofNullable(value.getSelectedOption())
                                    .map(ViewState.SelectedOption::getValue);
                } else {
                    said(value).ifPresent(text -> values.put(block.getKey(), text));
                }
            }
        }
        if (chosen.isPresent() && chosen.get().startsWith(PAPER)) {
            return opening(chosen.get().substring(PAPER.length()));
        }
        if (values.isEmpty() && chosen.isPresent() && chosen.get().startsWith(LINE)) {
            String line = chosen.get().substring(LINE.length());
            return first(command).map(option -> new Filled(command, Map.of(option, line)));
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Filled(command, purpose.with(values)));
    }

    private static Optional<Filled> opening(String paper) {
        return first(OPENING).map(option -> new Filled(OPENING, Map.of(option, paper)));
    }

    private static Optional<String> first(String command) {
        return CommandBook.spec(command)
                .flatMap(spec -> spec.options().stream().findFirst())
                .map(CommandSpec.Option::name);
    }

    /// The block of a form's first field, where a missing value is told.
    public static String firstField(ViewSubmissionPayload submission) {
        return submission.getView().getBlocks().stream()
                .map(LayoutBlock::getBlockId)
                .findFirst()
                .orElse(SUGGESTIONS);
    }

    /// What is said where nothing was filled in.
    public static String wanted(ViewSubmissionPayload submission) {
        boolean suggesting =
                submission.getView().getBlocks().stream()
                        .anyMatch(block -> SUGGESTIONS.equals(block.getBlockId()));
        return suggesting
                ? "Type a few words here, or choose something below."
                : "Please fill this in.";
    }

    /// What was typed, or the id of who was picked.
    private static Optional<String> said(ViewState.Value value) {
        return Optional.ofNullable(value.getSelectedUser())
                .or(() -> Optional.ofNullable(value.getValue()))
                .filter(text -> !text.isBlank());
    }
}
