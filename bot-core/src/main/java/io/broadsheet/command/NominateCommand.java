package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.Nomination;
import io.broadsheet.club.Nominations;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.ClubMessages;
import io.broadsheet.view.Phrases;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Nominates a paper for the channel's reading group.
///
/// @param reference a paper, as [PaperFinder] reads it
/// @param because why; may be empty
record NominateCommand(String reference, String because) implements Command {

    static final CommandType TYPE =
            CommandType.named("nominate", Group.TOGETHER, "Nominate a paper to read together")
                    .usage("<paper> [because <reason>]")
                    .option(PaperFinder.OPTION)
                    .option(Option.text("because", "Why, in a sentence").optional())
                    .answeredToAll()
                    .example("nominate 2503.11677")
                    .example("nominate 1 because it beats ours at half the size")
                    .note(PaperFinder.NOTE)
                    .note(
                            "Everybody sees who nominated what and why. A paper that nobody chose in three votes leaves the list.")
                    .reads(NominateCommand::layout, NominateCommand::read);

    private static final String BECAUSE = " because ";

    private static Arguments layout(String text) {
        int at = text.toLowerCase(Locale.ROOT).indexOf(BECAUSE);
        return at < 0
                ? Arguments.of("paper", text)
                : new Arguments(
                        Map.of(
                                "paper",
                                text.substring(0, at),
                                "because",
                                text.substring(at + BECAUSE.length())));
    }

    private static NominateCommand read(Arguments arguments) throws Misunderstanding {
        return new NominateCommand(
                arguments.paper("nominate 2503.11677"),
                Phrases.cut(
                        arguments.text("because").replaceFirst("(?i)^because\\s+", ""),
                        Nomination.LONGEST_REASON));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return because.isEmpty() ? reference : reference + " because " + because;
    }

    @Override
    public Effect effect() {
        return Effect.ON_CHANNEL;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubAccess(services)
                .with(
                        caller,
                        club ->
                                services.finder()
                                        .withPaper(
                                                reference,
                                                caller,
                                                id -> new NominateCommand(id, because),
                                                paper -> nominate(services, club, paper, caller)));
    }

    private Reply nominate(CommandServices services, Club club, Paper paper, Caller caller) {
        Optional<MeetingRecord> read =
                services
                        .clubs()
                        .clubs()
                        .meetingsFrom(club.id(), java.time.LocalDate.of(2000, 1, 1))
                        .stream()
                        .filter(meeting ->
                                meeting.choice()
                                        .filter(it ->
                                                services.catalogue()
                                                        .canonical(it.paper())
                                                        .equals(paper.id()))
                                        .isPresent())
                        .findFirst();
        if (read.isPresent()) {
            return Reply.rejection(
                    Span.emphasis(Phrases.shortTitle(paper)),
                    Span.text(
                            (read.get().held().isPresent()
                                            ? " was read here on "
                                            : " is to be read here on ")
                                    + Phrases.day(read.get().day())
                                    + "."));
        }
        Nominations.Nominating nominating =
                services.clubs()
                        .nominations()
                        .nominate(club.id(), paper.id(), because, caller.user(), services.now());
        Nomination nomination = nominating.nomination();
        if (!nominating.fresh()) {
            return Reply.rejection(
                    Span.emphasis(Phrases.shortTitle(paper)),
                    Span.text(
                            " is nominated already: "
                                    + ClubMessages.nominated(nomination)
                                    + ", on "),
                    Phrases.day(nomination.at(), club.plan().zone()),
                    Span.text("."));
        }
        services.clubPosts().changed(club);
        return Reply.of(
                Block.paragraph(
                        Span.text(caller.name() + " nominates "),
                        Span.emphasis(paper.title()),
                        Span.text(because.isEmpty() ? "." : ", because " + sentence(because))),
                new Block.Buttons(
                        services.button(
                                Button.Role.CANCEL,
                                "Withdraw",
                                new WithdrawCommand(paper.id().toString()))));
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
