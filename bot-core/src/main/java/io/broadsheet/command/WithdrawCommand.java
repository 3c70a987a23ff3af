package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.Nomination;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Optional;

/// Takes back what somebody nominated.
///
/// @param reference a paper, as [PaperFinder] reads it; empty for the only one
record WithdrawCommand(String reference) implements Command {

    static final CommandType TYPE =
            CommandType.named("withdraw", Group.TOGETHER, "Take a nomination of yours back")
                    .usage("nomination [paper]")
                    .option(PaperFinder.OPTION.optional())
                    .example("withdraw nomination 2503.11677")
                    .note("Channel admins may take back any nomination.")
                    .reads(
                            text ->
                                    Arguments.of(
                                            "paper",
                                            text.strip()
                                                    .replaceFirst(
                                                            "(?i)^(?:my\\s+)?nominations?\\b\\s*(?:of\\s+)?",
                                                            "")),
                            arguments -> new WithdrawCommand(arguments.text("paper")));

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return ("nomination " + reference).strip();
    }

    @Override
    public Effect effect() {
        return Effect.ON_CHANNEL;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubAccess(services).with(caller, club -> withdraw(services, club, caller));
    }

    private Reply withdraw(CommandServices services, Club club, Caller caller) {
        List<Nomination> own =
                services.clubs().nominations().open(club.id()).stream()
                        .filter(each -> mayTakeBack(each, caller))
                        .toList();
        if (reference.isEmpty()) {
            List<Nomination> mine =
                    own.stream()
                            .filter(each -> each.by().equals(Optional.of(caller.user())))
                            .toList();
            return mine.size() == 1
                    ? withdraw(services, club, mine.getFirst())
                    : Reply.rejection(
                            Span.text(
                                    mine.isEmpty()
                                            ? "Nothing that you nominated waits for a vote."
                                            : "You nominated several papers; tell me which. For example: "),
                            mine.isEmpty()
                                    ? Span.text("")
                                    : Span.command(
                                            "withdraw nomination "
                                                    + mine.getFirst().paper().value()));
        }
        return services.finder()
                .withKnownPaper(
                        reference,
                        caller,
                        WithdrawCommand::new,
                        paper ->
                                own.stream()
                                        .filter(each -> isOf(services, each, paper))
                                        .findFirst()
                                        .map(each -> withdraw(services, club, each))
                                        .orElseGet(() -> notYours(paper)));
    }

    private static boolean isOf(CommandServices services, Nomination nomination, Paper paper) {
        return services.catalogue().canonical(nomination.paper()).equals(paper.id());
    }

    private static boolean mayTakeBack(Nomination nomination, Caller caller) {
        return caller.administers() || nomination.by().equals(Optional.of(caller.user()));
    }

    private static Reply notYours(Paper paper) {
        return Reply.rejection(
                Span.emphasis(Phrases.shortTitle(paper)),
                Span.text(" is no nomination of yours that waits for a vote."));
    }

    private static Reply withdraw(CommandServices services, Club club, Nomination nomination) {
        services.clubs().nominations().withdraw(nomination.id());
        ClubState.openVote(services, club)
                .ifPresent(meeting -> services.clubPosts().voted(club.id(), meeting.day()));
        return Reply.say(
                Span.text("Withdrawn: "),
                Span.emphasis(
                        services.catalogue()
                                .find(nomination.paper())
                                .map(Paper::title)
                                .orElse(nomination.paper().toString())),
                Span.text("."));
    }
}
