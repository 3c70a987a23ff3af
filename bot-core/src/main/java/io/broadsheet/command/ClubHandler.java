package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Delivery;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubSettings;
import io.broadsheet.club.Clubs;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingText;
import io.broadsheet.club.ReminderKind;
import io.broadsheet.command.ClubCommand.ClubVerb;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Zones;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Begins and changes a channel's reading group.
final class ClubHandler {

    private static final Pattern VOTE =
            Pattern.compile(
                    "(?i)(vote|opens?|close[sd]?|voting)\\s+(\\d{1,3})(?:\\s*days?)?(?:\\s+before)?");
    private static final Pattern SWITCH = Pattern.compile("(?i)([a-z]+[- ][a-z]+)\\s+(on|off)");

    private final CommandServices services;
    private final ClubAccess access;
    private final Clubs clubs;

    ClubHandler(CommandServices services) {
        this.services = services;
        this.access = new ClubAccess(services);
        this.clubs = services.clubs().clubs();
    }

    Reply handle(ClubCommand command, Caller caller) {
        String text = command.text();
        return switch (command.action()) {
            case SHOW ->
                    access.with(id(text), caller, club -> new ClubState(services).of(club, caller));
            case START -> ClubAccess.admins(caller, () -> start(text, caller));
            case BEGIN -> ClubAccess.admins(caller, () -> begin(text, caller));
            case SET -> changing(caller, club -> set(club, text, caller));
            case PAUSE -> changing(caller, club -> pause(club, caller));
            case RESUME -> resuming(text, caller);
            case SKIP -> changing(caller, club -> skip(club, text, true, caller));
            case UNSKIP -> changing(caller, club -> skip(club, text, false, caller));
            case STOP -> changing(caller, club -> ask(club));
            case END -> changing(caller, club -> end(club, caller));
            case LOG -> new ClubLog(services).of(caller);
            case ARCHIVE -> new ClubArchiveView(services).of(text, caller);
        };
    }

    private interface OnClub {
        Reply give(Club club);
    }

    private Reply changing(Caller caller, OnClub answer) {
        return access.with(caller, club -> ClubAccess.admins(caller, () -> answer.give(club)));
    }

    private static Optional<Long> id(String text) {
        return text.matches("id:\\d{1,18}")
                ? Optional.of(Long.parseLong(text.substring(3)))
                : Optional.empty();
    }

    // --- beginning ---

    private Reply start(String text, Caller caller) {
        MeetingPlan plan;
        boolean noZone;
        try {
            MeetingText.MeetingWish wish = MeetingText.read(text);
            noZone = wish.zone().isEmpty();
            plan = plan(wish, caller);
        } catch (MeetingText.UnreadableMeeting e) {
            return unreadable(e, "club start " + text);
        }
        Optional<Club> there = access.here(caller);
        List<Block> blocks = new ArrayList<>();
        List<Span> line = new ArrayList<>();
        line.add(Phrases.here(caller));
        line.add(
                Span.text(there.isPresent() ? " would now meet " : " would meet to read a paper "));
        line.add(Span.strong(MeetingText.say(plan)));
        line.add(
                Span.text(
                        (noZone ? " (as you named no other time zone)" : "")
                                + ", for "
                                + Phrases.length(plan.length())));
        plan.place().ifPresent(place -> line.addAll(Phrases.place(place)));
        line.add(Span.text(". The next meetings:"));
        blocks.add(new Block.Paragraph(line));
        Club draft =
                new Club(
                        0,
                        caller.channel(),
                        caller.channelName(),
                        plan,
                        there.map(Club::settings).orElse(ClubSettings.USUAL),
                        new Club.Standing.Meets(),
                        services.now());
        blocks.add(
                new Block.Bullets(
                        new MeetingCalendar(draft, Set.of())
                                .next(services.now(), 3).stream()
                                        .map(meeting ->
                                                List.of(
                                                        Phrases.minute(
                                                                meeting.start(), plan.zone())))
                                        .toList()));
        blocks.add(
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.CONFIRM,
                                there.isPresent() ? "Change it" : "Start it",
                                services.codes()
                                        .code(
                                                new ClubCommand(
                                                        ClubVerb.BEGIN, MeetingText.order(plan))),
                                Button.Style.PRIMARY)));
        return Reply.of(blocks);
    }

    private MeetingPlan plan(MeetingText.MeetingWish wish, Caller caller) {
        ZoneId own = Zones.named(caller.zone());
        ZoneId zone = wish.zone().orElse(own);
        MeetingPlan plan = wish.plan(own, LocalDate.ofInstant(services.now(), zone));
        // Today's meeting does not count where its time is over.
        LocalDate first = plan.first();
        while (plan.from(first).start().isBefore(services.now())) {
            first = plan.from(first).day().plusDays(1);
        }
        return new MeetingPlan(
                plan.rhythm(),
                plan.week(),
                plan.weekday(),
                plan.time(),
                plan.zone(),
                wish.first().isPresent() ? plan.first() : plan.from(first).day(),
                plan.place(),
                plan.length());
    }

    private Reply begin(String text, Caller caller) {
        MeetingPlan plan;
        try {
            plan = plan(MeetingText.read(text), caller);
        } catch (MeetingText.UnreadableMeeting e) {
            return unreadable(e, "club start " + text);
        }
        Optional<Club> there = access.here(caller);
        if (there.filter(club -> club.meets() && club.plan().equals(plan)).isPresent()) {
            return Reply.say("That is when the reading group meets already.");
        }
        Optional<Delivery.Refused> refused =
                services.dispatcher()
                        .platform(caller.channel().platform())
                        .flatMap(platform -> platform.check(caller.channel()).denied());
        if (refused.isPresent()) {
            return Reply.rejection(
                    "I could not post there: " + refused.get().refusal().inWords() + ".");
        }
        Club club =
                clubs.start(
                        caller.channel(),
                        caller.channelName(),
                        plan,
                        caller.user(),
                        services.now());
        changed(club);
        Meeting next = next(club);
        return Reply.of(
                Block.paragraph(
                        Span.text("The reading group meets "),
                        Span.strong(MeetingText.say(plan)),
                        Span.text(". First on "),
                        Phrases.minute(next.start(), plan.zone()),
                        Span.text(".")),
                Block.note(
                        Span.text("Everybody may nominate papers: "),
                        Span.command("nominate 2503.11677"),
                        Span.text(", and take turns at presenting: "),
                        Span.command("rota join"),
                        Span.text(".")));
    }

    private void changed(Club club) {
        clubs.find(club.id()).ifPresent(services.clubPosts()::changed);
    }

    private Meeting next(Club club) {
        return MeetingCalendar.of(club, clubs, services.now()).next(services.now());
    }

    static Reply unreadable(MeetingText.UnreadableMeeting problem, String typed) {
        return Reply.rejection(
                Span.text(Phrases.cut(String.valueOf(problem.getMessage()), 400) + " You typed "),
                Span.code(Phrases.cut(typed, 100)),
                Span.text(". For example: "),
                Span.command("club start " + MeetingText.EXAMPLE),
                Span.text("."));
    }

    // --- changing ---

    private Reply set(Club club, String text, Caller caller) {
        Matcher vote = VOTE.matcher(text.strip());
        Matcher onOff = SWITCH.matcher(text.strip());
        if (vote.matches()) {
            return days(
                    club,
                    vote.group(1).toLowerCase(Locale.ROOT).startsWith("clos"),
                    Integer.parseInt(vote.group(2)),
                    caller);
        }
        Optional<ReminderKind> reminder =
                onOff.matches()
                        ? Arrays.stream(ReminderKind.values())
                                .filter(each ->
                                        each.code()
                                                .equals(
                                                        onOff.group(1)
                                                                .toLowerCase(Locale.ROOT)
                                                                .replace(' ', '-')))
                                .findFirst()
                        : Optional.empty();
        if (reminder.isEmpty()) {
            return settings(club, text);
        }
        boolean on = onOff.group(2).equalsIgnoreCase("on");
        String done = (on ? "I remind " : "I no longer remind ") + reminder.get().words() + ".";
        clubs.set(
                club.id(),
                club.settings().reminding(reminder.get(), on),
                "reminder " + reminder.get().code() + (on ? " on" : " off"),
                caller.user(),
                services.now());
        changed(club);
        return Reply.say(done);
    }

    private Reply days(Club club, boolean closing, int days, Caller caller) {
        ClubSettings settings;
        try {
            settings = closing ? club.settings().closing(days) : club.settings().opening(days);
        } catch (IllegalArgumentException e) {
            return Reply.rejection(
                    Span.text(
                            "A vote opens 1 to 28 days before a meeting and closes later, not "
                                    + days
                                    + ". For example: "),
                    Span.command("club set vote 7"),
                    Span.text("."));
        }
        clubs.set(
                club.id(),
                settings,
                "vote opens "
                        + settings.opens()
                        + " and closes "
                        + settings.closes()
                        + " days before a meeting",
                caller.user(),
                services.now());
        changed(club);
        return Reply.say(
                "Votes open "
                        + Phrases.count(settings.opens(), "day")
                        + " before a meeting and close "
                        + Phrases.count(settings.closes(), "day")
                        + " before it.");
    }

    /// What is set, and how to change it.
    private Reply settings(Club club, String typed) {
        List<List<Span>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        Span.command("club set vote " + club.settings().opens()),
                        Span.text("  a vote opens so many days before a meeting")));
        lines.add(
                List.of(
                        Span.command("club set close " + club.settings().closes()),
                        Span.text("  and closes so many days before it")));
        for (ReminderKind each : ReminderKind.values()) {
            boolean on = club.settings().reminders().contains(each);
            lines.add(
                    List.of(
                            Span.command("club set " + each.code() + (on ? " on" : " off")),
                            Span.text("  I remind " + each.words())));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                typed.isBlank()
                        ? Block.paragraph("What is set; each line can be typed with another value:")
                        : Block.paragraph(
                                Span.text("I cannot set "),
                                Span.code(Phrases.cut(typed, 80)),
                                Span.text(". What can be set, as it is:")));
        blocks.add(new Block.Bullets(lines));
        return typed.isBlank() ? Reply.of(blocks) : Reply.rejection(blocks);
    }

    private Reply pause(Club club, Caller caller) {
        if (!clubs.pause(club.id(), caller.user(), services.now())) {
            return Reply.say("The reading group is paused already.");
        }
        return Reply.of(
                Block.paragraph(
                        "The reading group is paused: no meetings, votes or reminders until it is resumed."),
                new Block.Buttons(button("Resume", ClubVerb.RESUME, "")));
    }

    /// From a notice as well, by who administers the club's channel.
    private Reply resuming(String text, Caller caller) {
        Optional<Club> elsewhere =
                id(text).flatMap(clubs::find)
                        .filter(club -> !club.channel().equals(caller.channel()));
        if (elsewhere.isEmpty()) {
            return changing(caller, club -> resume(club, caller));
        }
        Club club = elsewhere.get();
        return services.schedules().isAdmin(caller.user(), club.channel())
                ? resume(club, caller)
                : Reply.rejection(
                        Span.text("Only admins of "),
                        Phrases.channel(club.channel(), club.channelName()),
                        Span.text(" can change its reading group."));
    }

    private Reply resume(Club club, Caller caller) {
        if (club.meets()) {
            return Reply.say("The reading group is not paused.");
        }
        Optional<Delivery.Refused> refused =
                services.dispatcher()
                        .platform(club.channel().platform())
                        .flatMap(platform -> platform.check(club.channel()).denied());
        if (refused.isPresent()) {
            return Reply.rejection(
                    "Not yet: "
                            + refused.get().refusal().inWords()
                            + ". The reading group stays paused.");
        }
        clubs.resume(club.id(), Optional.of(caller.user()), services.now());
        changed(club);
        return Reply.say(
                Span.text("The reading group meets again, next on "),
                Phrases.minute(next(club).start(), club.plan().zone()),
                Span.text("."));
    }

    private Reply skip(Club club, String text, boolean skipping, Caller caller) {
        Meeting next = next(club);
        LocalDate day;
        try {
            day = text.isBlank() ? next.day() : MeetingText.date(text);
        } catch (MeetingText.UnreadableMeeting e) {
            return Reply.rejection(
                    Span.text(e.getMessage() + " For example: "),
                    Span.command("club skip " + next.day()),
                    Span.text("."));
        }
        Optional<Meeting> meeting =
                club.plan()
                        .start(day)
                        .filter(start -> start.isAfter(services.now()))
                        .map(start -> new Meeting(day, start));
        if (meeting.isEmpty()) {
            return Reply.rejection(
                    Span.text(
                            "There is no meeting to come on "
                                    + Phrases.day(day)
                                    + "; the next one is on "),
                    Phrases.minute(next.start(), club.plan().zone()),
                    Span.text(". For example: "),
                    Span.command("club skip " + next.day()),
                    Span.text("."));
        }
        boolean changed = clubs.skip(club.id(), day, skipping, caller.user(), services.now());
        changed(club);
        services.clubPosts().voted(club.id(), day);
        Span then = Phrases.minute(next(club).start(), club.plan().zone());
        if (!skipping) {
            return Reply.say(
                    changed
                            ? "The meeting of " + Phrases.day(day) + " takes place."
                            : "The meeting of " + Phrases.day(day) + " takes place anyway.");
        }
        return Reply.of(
                Block.paragraph(
                        Span.text(
                                (changed
                                                ? "No meeting on "
                                                : "That was known already: no meeting on ")
                                        + Phrases.day(day)
                                        + ". The next one is on "),
                        then,
                        Span.text(".")),
                new Block.Buttons(button("Meet after all", ClubVerb.UNSKIP, day.toString())));
    }

    private Reply ask(Club club) {
        return Reply.of(
                Block.paragraph(
                        Span.text("This ends the reading group of "),
                        Phrases.channel(club.channel(), club.channelName()),
                        Span.text(
                                ". What was read stays in its archive, and it can be started again.")),
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.CONFIRM,
                                "Yes, end it",
                                services.codes().code(new ClubCommand(ClubVerb.END, "")),
                                Button.Style.DANGER)));
    }

    private Reply end(Club club, Caller caller) {
        clubs.stop(club.id(), caller.user(), services.now());
        return Reply.say(
                Span.text("The reading group has ended. To have it again: "),
                Span.command("club start " + MeetingText.order(club.plan())),
                Span.text("."));
    }

    private Button button(String label, ClubVerb verb, String text) {
        return services.button(Button.Role.CANCEL, label, new ClubCommand(verb, text));
    }
}
