package io.broadsheet.store;

import io.broadsheet.chat.Delivery;
import io.broadsheet.edition.OutcomeReason;
import java.util.Optional;

/// How the outbox's column `detail` holds an [OutcomeReason].
///
/// `reason:`, a code, where it has one an argument after `/`, and where it has one a text after a
/// space: `reason:not_running`, `reason:given_up/3 much too fast`, `reason:not_seen/channel
/// reason:answer_lost`. What does not begin with `reason:` is a sentence of a version that wrote
/// only those, and is kept as it is. The codes are what stored rows hold: they do not change when a
/// type is renamed.
final class ReasonColumn {

    private static final String MARK = "reason:";
    private static final String CONVERSATION = "conversation";

    static final String REMOVED = write(new OutcomeReason.ScheduleRemoved());
    static final String CONFIRMED = write(new OutcomeReason.ConfirmedByAdmin());
    static final String REPEATED = write(new OutcomeReason.RepeatedByAdmin());

    private ReasonColumn() {}

    static String write(OutcomeReason reason) {
        return switch (reason) {
            case OutcomeReason.NotRunning _ -> code("not_running");
            case OutcomeReason.HeldUp _ -> code("held_up");
            case OutcomeReason.TooLate _ -> code("too_late");
            case OutcomeReason.NothingToPost _ -> code("nothing_to_post");
            case OutcomeReason.GivenUp(int attempt, String said) ->
                    code("given_up", Integer.toString(attempt), said);
            case OutcomeReason.BotStopped _ -> code("bot_stopped");
            case OutcomeReason.PostedElsewhere _ -> code("posted_elsewhere");
            case OutcomeReason.LookedForFirst _ -> code("looked_for_first");
            case OutcomeReason.PlatformSaid(String words) ->
                    words.isEmpty() ? "" : code("platform_said", "", words);
            case OutcomeReason.RefusedByPlatform(Delivery.Refusal refusal, String detail) ->
                    code("refused", refusal.name(), detail);
            case OutcomeReason.BotFailed _ -> code("bot_failed");
            case OutcomeReason.AnswerLost _ -> code("answer_lost");
            case OutcomeReason.NotSeen(OutcomeReason doubt, boolean conversation) ->
                    code("not_seen", conversation ? CONVERSATION : "channel", write(doubt));
            case OutcomeReason.ScheduleRemoved _ -> code("schedule_removed");
            case OutcomeReason.ConfirmedByAdmin _ -> code("confirmed_by_admin");
            case OutcomeReason.RepeatedByAdmin _ -> code("repeated_by_admin");
            case OutcomeReason.Recorded(String sentence) -> sentence;
        };
    }

    private static String code(String code) {
        return MARK + code;
    }

    private static String code(String code, String argument, String text) {
        return MARK
                + code
                + (argument.isEmpty() ? "" : "/" + argument)
                + (text.isEmpty() ? "" : " " + text);
    }

    /// Empty where nothing is to be said. A code that a later version wrote is kept as it stands.
    static Optional<OutcomeReason> read(String column) {
        if (column.isEmpty()) {
            return Optional.empty();
        }
        if (!column.startsWith(MARK)) {
            return Optional.of(new OutcomeReason.Recorded(column));
        }
        int space = column.indexOf(' ');
        String head = column.substring(MARK.length(), space < 0 ? column.length() : space);
        String text = space < 0 ? "" : column.substring(space + 1);
        int slash = head.indexOf('/');
        String argument = slash < 0 ? "" : head.substring(slash + 1);
        try {
            return Optional.of(
                    reason(slash < 0 ? head : head.substring(0, slash), argument, text, column));
        } catch (IllegalArgumentException e) {
            return Optional.of(new OutcomeReason.Recorded(column));
        }
    }

    private static OutcomeReason reason(String code, String argument, String text, String column) {
        return switch (code) {
            case "not_running" -> new OutcomeReason.NotRunning();
            case "held_up" -> new OutcomeReason.HeldUp();
            case "too_late" -> new OutcomeReason.TooLate();
            case "nothing_to_post" -> new OutcomeReason.NothingToPost();
            case "given_up" -> new OutcomeReason.GivenUp(Integer.parseInt(argument), text);
            case "bot_stopped" -> new OutcomeReason.BotStopped();
            case "posted_elsewhere" -> new OutcomeReason.PostedElsewhere();
            case "looked_for_first" -> new OutcomeReason.LookedForFirst();
            case "platform_said" -> new OutcomeReason.PlatformSaid(text);
            case "refused" ->
                    new OutcomeReason.RefusedByPlatform(Delivery.Refusal.valueOf(argument), text);
            case "bot_failed" -> new OutcomeReason.BotFailed();
            case "answer_lost" -> new OutcomeReason.AnswerLost();
            case "not_seen" ->
                    new OutcomeReason.NotSeen(
                            read(text).orElseGet(() -> new OutcomeReason.PlatformSaid("")),
                            argument.equals(CONVERSATION));
            case "schedule_removed" -> new OutcomeReason.ScheduleRemoved();
            case "confirmed_by_admin" -> new OutcomeReason.ConfirmedByAdmin();
            case "repeated_by_admin" -> new OutcomeReason.RepeatedByAdmin();
            default -> new OutcomeReason.Recorded(column);
        };
    }
}
