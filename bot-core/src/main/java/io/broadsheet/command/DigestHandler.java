package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.edition.Outbox;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Cadence.Occurrence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Zones;
import io.broadsheet.view.PauseWords;
import io.broadsheet.view.Phrases;
import java.util.Locale;
import java.util.Optional;

/// A person's digest by direct message.
final class DigestHandler {

    private final CommandServices desk;

    DigestHandler(CommandServices desk) {
        this.desk = desk;
    }

    /// Orders, changes, stops or shows the digest of whoever asks.
    Reply handle(DigestCommand command, Caller caller) {
        Optional<Digest> there = desk.digests().of(caller.user());
        switch (command.rhythm()) {
            case "off" -> {
                return Reply.say(
                        desk.digests().stop(caller.user())
                                ? "You get no digest any more."
                                : "You get no digest.");
            }
            case "" -> {
                if (!command.when().isEmpty()) {
                    break;
                }
                return there.map(digest -> state(digest))
                        .orElseGet(() ->
                                Reply.say(
                                        Span.text("You get no digest. For example: "),
                                        Span.command("digest weekly"),
                                        Span.text(".")));
            }
            default -> {}
        }
        ScheduleText.When when;
        try {
            when = ScheduleText.when(command.when());
        } catch (ScheduleText.Unreadable e) {
            return UnreadableSchedule.reply(
                    e, command.line(), "digest weekdays 8am Europe/Berlin", desk.now());
        }
        if (!when.days().isEmpty()) {
            return Reply.rejection(
                    Span.text("A digest is daily, weekdays or weekly, on Mondays. You typed "),
                    Span.code(Phrases.cut(command.line(), 100)),
                    Span.text(". For example: "),
                    Span.command("digest weekdays 8am"),
                    Span.text("."));
        }
        Digest.Rhythm rhythm =
                command.rhythm().isEmpty()
                        ? there.map(Digest::rhythm).orElse(Digest.Rhythm.DAILY)
                        : Digest.Rhythm.valueOf(command.rhythm().toUpperCase(Locale.ROOT));
        Digest digest =
                desk.digests()
                        .order(
                                caller.user(),
                                caller.channel(),
                                rhythm,
                                when.time().or(() -> there.map(Digest::time)).orElse(Digest.HOUR),
                                when.zone()
                                        .or(() -> there.map(Digest::zone))
                                        .orElseGet(() -> Zones.named(caller.zone())),
                                desk.now());
        desk.rescheduler()
                .reschedule(caller.user().platform(), new Outbox.Job.OfDigest(digest.id()));
        return state(digest);
    }

    private Reply state(Digest digest) {
        if (digest.stopped().isPresent()) {
            return Reply.of(
                    Block.paragraph(
                            "Your digest stopped, as I could not write to you: "
                                    + PauseWords.ofDigest(digest.stopped().get())
                                    + "."),
                    new Block.Buttons(
                            desk.button(
                                    Button.Role.CONFIRM,
                                    "Try again",
                                    new DigestCommand(Phrases.rhythm(digest.rhythm()), ""))));
        }
        Occurrence next = digest.cadence().next(desk.now(), digest.zone());
        return Reply.of(
                Block.paragraph(
                        Span.text("You get a digest of papers picked for you by direct message, "),
                        Span.strong(
                                ScheduleText.say(digest.cadence()) + " " + digest.zone().getId()),
                        Span.text(". Next on "),
                        Phrases.minute(next.due(), digest.zone()),
                        Span.text("; none is sent when there is nothing new.")),
                new Block.Buttons(
                        desk.button(Button.Role.CANCEL, "Stop it", new DigestCommand("off", ""))));
    }
}
