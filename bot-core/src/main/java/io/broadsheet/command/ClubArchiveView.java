package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubArchive.ArchivedMeeting;
import io.broadsheet.club.ClubArchive.Remark;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.RotaMember;
import io.broadsheet.export.Citations;
import io.broadsheet.export.MeetingFiles;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.publication.ClubCalendars;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.view.ClubPhrases;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Shows what a reading group read, and gives it as files.
final class ClubArchiveView {

    private static final int SHOWN = 5;

    private final CommandServices services;

    ClubArchiveView(CommandServices services) {
        this.services = services;
    }

    /// @param text words that a meeting must have, or `csv`, `bibtex` or `ics` for a file
    Reply of(String text, Caller caller) {
        // Also of a club that was stopped.
        Optional<Club> club = services.clubs().clubs().of(caller.channel());
        return club.map(it -> of(it, text, caller)).orElseGet(() -> ClubAccess.none(caller));
    }

    private Reply of(Club club, String text, Caller caller) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "csv" -> csv(club);
            case "bibtex", "bib" -> bibtex(club);
            case "ics", "ical", "icalendar", "calendar" -> calendar(club, caller);
            default -> list(club, text);
        };
    }

    private Optional<Paper> paper(ArchivedMeeting meeting) {
        return meeting.meeting()
                .choice()
                .flatMap(choice -> services.catalogue().find(choice.paper()));
    }

    private Reply list(Club club, String words) {
        List<ArchivedMeeting> all = services.clubs().archive().meetings(club.id());
        List<ArchivedMeeting> found = all.stream().filter(meeting -> has(meeting, words)).toList();
        if (found.isEmpty()) {
            return Reply.say(
                    all.isEmpty()
                            ? "The reading group has not met yet."
                            : "No meeting has the words '" + Phrases.cut(words, 80) + "'.");
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        (words.isEmpty()
                                        ? "What the reading group read"
                                        : "Meetings with '" + Phrases.cut(words, 80) + "'")
                                + ": "
                                + (found.size() > SHOWN
                                        ? "the last " + SHOWN + " of " + found.size() + " meetings"
                                        : Phrases.count(found.size(), "meeting"))));
        for (ArchivedMeeting meeting : found.subList(0, Math.min(SHOWN, found.size()))) {
            entry(meeting, blocks);
        }
        blocks.add(
                new Block.Buttons(
                        file("CSV", "csv"), file("BibTeX", "bibtex"), file("Calendar", "ics")));
        return Reply.of(blocks);
    }

    private Button file(String label, String what) {
        return services.button(
                Button.Role.OTHER, label, new ClubCommand(ClubCommand.ClubVerb.ARCHIVE, what));
    }

    private void entry(ArchivedMeeting meeting, List<Block> blocks) {
        Optional<Paper> paper = paper(meeting);
        List<Span> line = new ArrayList<>();
        line.add(Span.strong(Phrases.day(meeting.meeting().day())));
        line.add(Span.text(" · "));
        line.add(
                paper.map(it ->
                                it.abstractPage()
                                        .<Span>map(page -> Span.link(it.title(), page))
                                        .orElse(Span.emphasis(it.title())))
                        .orElse(Span.text("no paper")));
        blocks.add(new Block.Paragraph(line));
        List<Span> details = new ArrayList<>();
        details.add(
                Span.text(
                        meeting.presenter()
                                        .map(name -> name + " presented")
                                        .orElse("nobody presented")
                                + " · "
                                + ClubPhrases.ratings(meeting.ratings())));
        for (Remark note : meeting.notes()) {
            details.add(Span.text(" · "));
            details.add(note(note.text()));
            note.by().ifPresent(name -> details.add(Span.text(" (" + name + ")")));
        }
        blocks.add(new Block.Note(details));
    }

    private static Span note(String text) {
        String first = text.split("\\s", 2)[0];
        if (first.equals(text) && text.matches("https?://\\S+")) {
            try {
                return Span.link("notes", java.net.URI.create(text));
            } catch (IllegalArgumentException e) {
                return Span.text(Phrases.cut(text, 200));
            }
        }
        return Span.text(Phrases.cut(text, 200));
    }

    /// Whether all words occur in what is kept of a meeting.
    private boolean has(ArchivedMeeting meeting, String words) {
        StringBuilder all = new StringBuilder(meeting.meeting().day().toString());
        all.append(' ').append(Phrases.day(meeting.meeting().day()));
        paper(meeting)
                .ifPresent(paper ->
                        all.append(' ')
                                .append(paper.title())
                                .append(' ')
                                .append(String.join(" ", paper.authorNames())));
        meeting.presenter().ifPresent(name -> all.append(' ').append(name));
        meeting.notes().forEach(note -> all.append(' ').append(note.text()));
        String text = all.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(text::contains);
    }

    // --- files ---

    private Reply csv(Club club) {
        List<MeetingFiles.MeetingRow> rows = rows(club);
        return rows.isEmpty()
                ? Reply.say("The reading group has not met yet.")
                : Reply.of(
                        Block.paragraph("The meetings as CSV"),
                        new Block.File("reading-group.csv", "text/csv", MeetingFiles.csv(rows)));
    }

    private List<MeetingFiles.MeetingRow> rows(Club club) {
        return services.clubs().archive().meetings(club.id()).stream()
                .map(meeting ->
                        new MeetingFiles.MeetingRow(
                                meeting.meeting().day(),
                                paper(meeting),
                                meeting.presenter().orElse(""),
                                meeting.ratings().count(),
                                meeting.ratings().average(),
                                meeting.notes().stream().map(Remark::text).toList()))
                .toList();
    }

    private Reply bibtex(Club club) {
        List<Paper> papers =
                services.clubs().archive().meetings(club.id()).stream()
                        .flatMap(meeting -> paper(meeting).stream())
                        .distinct()
                        .toList();
        if (papers.isEmpty()) {
            return Reply.say("The reading group has read nothing yet.");
        }
        Citations.CitationFormat form = Citations.CitationFormat.BIBTEX;
        return Reply.of(
                Block.paragraph("What was read, as BibTeX"),
                new Block.File(
                        "reading-group." + form.extension(),
                        form.mediaType(),
                        Citations.write(form, papers)));
    }

    private Reply calendar(Club club, Caller caller) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        "The meetings as a calendar, those that were and the next "
                                + ClubCalendars.AHEAD));
        blocks.add(new Block.File("reading-group.ics", "text/calendar", ics(club)));
        if (services.place().hasLinks()) {
            blocks.add(subscribed(club, caller));
        }
        return Reply.of(blocks);
    }

    private String ics(Club club) {
        LocalDate far =
                MeetingCalendar.of(club, services.clubs().clubs(), services.now())
                        .next(services.now(), ClubCalendars.AHEAD)
                        .getLast()
                        .day();
        Map<LocalDate, RotaMember> turns =
                club.meets() ? services.clubPosts().desk().turns(club, far) : Map.of();
        return new ClubCalendars(services.clubs().clubs(), services.catalogue(), services.clock())
                .of(
                        club,
                        day ->
                                Optional.ofNullable(turns.get(day))
                                        .map(member -> member.name() + " presents")
                                        .orElse(""));
    }

    /// Where the caller's calendar may ask for it again and again.
    private Block subscribed(Club club, Caller caller) {
        FeedSubject subject = new FeedSubject.MeetingsFeed(club.id());
        return services.links().of(caller.user()).stream()
                .filter(link -> link.subject().equals(subject))
                .findFirst()
                .<Block>map(link ->
                        Block.note(
                                Span.text("Your secret address of it, which stays up to date: "),
                                Span.code(services.place().at(link.calendar()).toString())))
                .orElseGet(() ->
                        new Block.Buttons(
                                services.button(
                                        Button.Role.OTHER,
                                        "Address to subscribe to",
                                        new FeedCommand("club"))));
    }
}
