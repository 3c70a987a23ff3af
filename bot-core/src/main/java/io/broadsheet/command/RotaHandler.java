package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingText;
import io.broadsheet.club.Rota;
import io.broadsheet.club.RotaMember;
import io.broadsheet.club.Turns;
import io.broadsheet.command.RotaCommand.RotaVerb;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who takes turns at presenting, and changes of that.
final class RotaHandler {

    /// So many meetings are looked through for somebody's next turn.
    private static final int AHEAD = 60;

    private static final int SHOWN = 5;
    private static final Pattern DAY =
            Pattern.compile("(?:^|\\s)(?:on\\s+)?(\\d{4}-\\d{2}-\\d{2})\\s*$");
    private static final Pattern OFFER = Pattern.compile("id:(\\d{1,18}) (\\d{4}-\\d{2}-\\d{2})");

    private final CommandServices services;
    private final ClubAccess access;
    private final Rota rota;

    RotaHandler(CommandServices services) {
        this.services = services;
        this.access = new ClubAccess(services);
        this.rota = services.clubs().rota();
    }

    Reply handle(RotaCommand command, Caller caller) {
        String text = command.text().strip();
        return switch (command.action()) {
            case ORDER -> access.with(caller, club -> order(club, caller));
            case JOIN -> access.with(caller, club -> join(club, caller));
            case LEAVE -> access.with(caller, club -> leave(club, caller));
            case SKIP -> access.with(caller, club -> skip(club, text, true, caller));
            case UNSKIP -> access.with(caller, club -> skip(club, text, false, caller));
            case SWAP -> access.with(caller, club -> swap(club, text, caller));
            case ACCEPT -> answer(text, true, caller);
            case DECLINE -> answer(text, false, caller);
        };
    }

    private Map<LocalDate, RotaMember> turns(Club club, int meetings) {
        List<Meeting> next =
                calendar(club).next(services.now().minus(club.plan().length()), meetings);
        return services.clubPosts().desk().turns(club, next.getLast().day());
    }

    private MeetingCalendar calendar(Club club) {
        return MeetingCalendar.of(club, services.clubs().clubs(), services.now());
    }

    private Reply order(Club club, Caller caller) {
        List<RotaMember> members = rota.members(club.id());
        if (members.isEmpty()) {
            return Reply.say(
                    Span.text("Nobody takes turns at presenting yet. To be the first: "),
                    Span.command("rota join"),
                    Span.text("."));
        }
        List<List<Span>> lines = new ArrayList<>();
        turns(club, Math.max(SHOWN, members.size()))
                .forEach((day, member) ->
                        lines.add(
                                List.of(
                                        Span.text(Phrases.day(day) + ": "),
                                        Span.strong(member.name()))));
        boolean own = members.stream().anyMatch(member -> member.person().equals(caller.user()));
        List<String> waiting =
                Turns.order(members, club.plan().zone()).stream().map(RotaMember::name).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph("Whose turn comes when, as things are"));
        blocks.add(new Block.Bullets(lines));
        blocks.add(
                Block.note("Who waits longest: " + Phrases.names(waiting, waiting.size()) + "."));
        if (own && members.size() > 1 && caller.can(Caller.Feature.FORMS)) {
            blocks.add(
                    new Block.Buttons(
                            services.button(
                                    Button.Role.OTHER,
                                    "Swap my turn",
                                    new RotaCommand(RotaVerb.SWAP, ""))));
        }
        return Reply.of(blocks);
    }

    private Reply join(Club club, Caller caller) {
        boolean fresh = rota.join(club.id(), caller.user(), services.now());
        String first = fresh ? "You take turns at presenting now." : "You take turns already.";
        return Reply.of(
                Block.paragraph(first + nextTurn(club, caller.user())),
                new Block.Buttons(
                        services.button(
                                Button.Role.CANCEL,
                                "Leave the rota",
                                new RotaCommand(RotaVerb.LEAVE, ""))));
    }

    private String nextTurn(Club club, UserRef person) {
        return next(club, person)
                .map(day -> " Your next turn would be on " + Phrases.day(day) + ".")
                .orElse("");
    }

    /// The day of somebody's next turn.
    private Optional<LocalDate> next(Club club, UserRef person) {
        return turns(club, AHEAD).entrySet().stream()
                .filter(turn -> turn.getValue().person().equals(person))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Reply leave(Club club, Caller caller) {
        LocalDate today = LocalDate.ofInstant(services.now(), club.plan().zone());
        return Reply.say(
                rota.leave(club.id(), caller.user(), today)
                        ? "You take no turns any more. What you presented stays in the archive."
                        : "You do not take turns.");
    }

    // --- being away ---

    private Reply skip(Club club, String text, boolean away, Caller caller) {
        String who = text;
        Optional<LocalDate> day = Optional.empty();
        Matcher said = DAY.matcher(text);
        if (said.find()) {
            who = text.substring(0, said.start()).strip();
            try {
                day = Optional.of(MeetingText.date(said.group(1)));
            } catch (MeetingText.UnreadableMeeting e) {
                return Reply.rejection(String.valueOf(e.getMessage()));
            }
        }
        boolean self = who.isEmpty() || who.toLowerCase(Locale.ROOT).matches("me|myself|i");
        List<RotaMember> members = rota.members(club.id());
        Optional<RotaMember> member =
                self
                        ? members.stream()
                                .filter(each -> each.person().equals(caller.user()))
                                .findFirst()
                        : ClubPeople.named(members, who);
        if (member.isEmpty()) {
            return notOnRota(self ? "You do" : "'" + Phrases.cut(who, 40) + "' does", members);
        }
        RotaMember found = member.get();
        if (!found.person().equals(caller.user()) && !caller.administers()) {
            return AdminsOnly.refusal(
                    caller,
                    Span.text("Only " + found.name() + " and channel admins can say that."));
        }
        Optional<LocalDate> date = day.or(() -> next(club, found.person()));
        boolean meets =
                date.flatMap(it -> club.plan().start(it))
                        .filter(start -> start.isAfter(services.now()))
                        .isPresent();
        if (!meets) {
            LocalDate next = calendar(club).next(services.now()).day();
            return Reply.rejection(
                    Span.text(
                            "No meeting to come is on that day; the next is on "
                                    + Phrases.day(next)
                                    + ". For example: "),
                    Span.command("rota skip me " + next),
                    Span.text("."));
        }
        return skipped(club, found, date.orElseThrow(), away);
    }

    private Reply skipped(Club club, RotaMember member, LocalDate day, boolean away) {
        rota.absent(club.id(), member.person(), day, away);
        if (!away) {
            return Reply.say(member.name() + " can present on " + Phrases.day(day) + " after all.");
        }
        String then =
                services.clubPosts()
                        .desk()
                        .presenter(club, day)
                        .map(next -> " " + next.name() + " presents then, as things are.")
                        .orElse(" Nobody presents then, as things are.");
        return Reply.of(
                Block.paragraph(
                        member.name()
                                + " is away on "
                                + Phrases.day(day)
                                + " and keeps the place in the order."
                                + then),
                new Block.Buttons(
                        services.button(
                                Button.Role.CANCEL,
                                "Not away",
                                new RotaCommand(
                                        RotaVerb.UNSKIP, member.person().id() + " " + day))));
    }

    private static Reply notOnRota(String who, List<RotaMember> members) {
        String there =
                members.isEmpty()
                        ? ""
                        : " There are "
                                + Phrases.names(members.stream().map(RotaMember::name).toList(), 10)
                                + ".";
        return Reply.rejection(
                Span.text(who + " not take turns at presenting." + there + " To join: "),
                Span.command("rota join"),
                Span.text("."));
    }

    // --- swaps ---

    private Reply swap(Club club, String text, Caller caller) {
        List<RotaMember> members = rota.members(club.id());
        if (members.stream().noneMatch(each -> each.person().equals(caller.user()))) {
            return notOnRota("You do", members);
        }
        String who = text.replaceFirst("(?i)^with\\s+", "");
        if (who.isEmpty() && caller.can(Caller.Feature.FORMS)) {
            return withWhom();
        }
        if (who.isEmpty()) {
            return Reply.rejection(
                    Span.text("Tell me with whom. For example: "),
                    Span.command("rota swap ben"),
                    Span.text("."));
        }
        Optional<RotaMember> other = ClubPeople.named(members, who);
        if (other.isEmpty()) {
            return notOnRota("'" + Phrases.cut(who, 40) + "' does", members);
        }
        Optional<LocalDate> mine = next(club, caller.user());
        if (other.get().person().equals(caller.user()) || mine.isEmpty()) {
            return Reply.rejection("A swap takes somebody else, and a turn of yours to come.");
        }
        rota.offer(club.id(), mine.get(), other.get().person(), services.now());
        Meeting meeting = new Meeting(mine.get(), club.plan().start(mine.get()).orElseThrow());
        boolean told =
                tell(
                        other.get().person(),
                        services.clubPosts()
                                .desk()
                                .messages()
                                .offer(
                                        club,
                                        meeting,
                                        caller.name(),
                                        next(club, other.get().person())),
                        "swap/"
                                + club.id()
                                + "/"
                                + mine.get()
                                + "/"
                                + services.now().toEpochMilli());
        return Reply.say(
                Span.text(
                        (told
                                        ? "I asked " + other.get().name()
                                        : "I could not write to " + other.get().name())
                                + " to take your turn on "
                                + Phrases.day(mine.get())
                                + (told
                                        ? "; it is yours until they accept."
                                        : "; they can accept here: ")),
                told ? Span.text("") : Span.command("rota accept"));
    }

    private static Reply withWhom() {
        return Reply.form(
                new Form(
                        "Swap your turn",
                        "Ask",
                        "rota",
                        List.of(
                                new Form.Field(
                                        "person",
                                        "Who may take it",
                                        "ben",
                                        true,
                                        Form.FieldKind.PERSON)),
                        Map.of("action", "swap")));
    }

    private boolean tell(UserRef person, Reply message, String key) {
        Optional<ChatPlatform> platform = services.dispatcher().platform(person.platform());
        return platform.map(it -> it.send(person, message, key))
                .filter(Delivery.Posted.class::isInstance)
                .isPresent();
    }

    private Reply answer(String text, boolean accepted, Caller caller) {
        Matcher offer = OFFER.matcher(text);
        if (offer.matches()) {
            LocalDate day = LocalDate.parse(offer.group(2));
            return access.with(
                    Optional.of(Long.parseLong(offer.group(1))),
                    caller,
                    club -> answer(club, day, accepted, caller));
        }
        return access.with(
                caller,
                club ->
                        calendar(club).next(services.now(), AHEAD).stream()
                                .map(Meeting::day)
                                .filter(day ->
                                        rota.offered(club.id(), day)
                                                .equals(Optional.of(caller.user())))
                                .findFirst()
                                .map(day -> answer(club, day, accepted, caller))
                                .orElseGet(() -> Reply.rejection("No turn is offered to you.")));
    }

    private Reply answer(Club club, LocalDate day, boolean accepted, Caller caller) {
        boolean past =
                club.plan().start(day).filter(start -> start.isAfter(services.now())).isEmpty();
        Optional<RotaMember> from = services.clubPosts().desk().presenter(club, day);
        if (past
                || from.isEmpty()
                || !rota.offered(club.id(), day).equals(Optional.of(caller.user()))) {
            return Reply.rejection("That turn is not offered to you any more.");
        }
        if (!accepted) {
            rota.decline(club.id(), day, caller.user());
            tell(
                    from.get().person(),
                    Reply.say(
                            caller.name()
                                    + " cannot take your turn on "
                                    + Phrases.day(day)
                                    + "; it stays yours."),
                    "declined/" + club.id() + "/" + day + "/" + services.now().toEpochMilli());
            return Reply.say("You do not take it; " + from.get().name() + " is told.");
        }
        Optional<LocalDate> instead = next(club, caller.user());
        rota.accept(club.id(), day, caller.user(), from.get().person(), instead);
        String returned =
                instead.map(it ->
                                from.get().name() + " presents on " + Phrases.day(it) + " for it.")
                        .orElse("");
        tell(
                from.get().person(),
                Reply.say(
                        caller.name()
                                + " takes your turn on "
                                + Phrases.day(day)
                                + ". "
                                + instead.map(it ->
                                                "You present on " + Phrases.day(it) + " for it.")
                                        .orElse("")),
                "accepted/" + club.id() + "/" + day + "/" + services.now().toEpochMilli());
        return Reply.say("You present on " + Phrases.day(day) + ". " + returned);
    }
}
