package io.broadsheet.command;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.Caller;
import io.broadsheet.club.ClubPorts;
import io.broadsheet.club.posting.ClubPosts;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.Layout;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.edition.PaperOfTheDay;
import io.broadsheet.edition.Rescheduler;
import io.broadsheet.library.Library;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.SecretLinks;
import io.broadsheet.publication.WebPlace;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.source.PaperDiscoveries;
import io.broadsheet.source.PaperRequests;
import io.broadsheet.subscription.Subscribing;
import io.broadsheet.view.PaperActivity;
import io.broadsheet.view.PaperCard;
import io.broadsheet.view.PaperList;
import io.broadsheet.view.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What commands work with, and the steps that several of them share.
///
/// @param subscribing empty where no mail is sent
/// @param place where the pages are that links lead to
/// @param pictures whether papers' pictures are shown
public record CommandServices(
        Catalogue catalogue,
        PaperSearch search,
        Library library,
        Ledger ledger,
        PaperMessages paperMessages,
        Recommender recommender,
        PaperOfTheDay paperOfTheDay,
        Schedules schedules,
        Digests digests,
        Optional<Subscribing> subscribing,
        ClubPorts clubs,
        ClubPosts clubPosts,
        Outbox outbox,
        EditionDispatcher dispatcher,
        Layout layout,
        Rescheduler rescheduler,
        Checkup checkup,
        PaperRequests requests,
        PaperDiscoveries discoveries,
        Codes codes,
        SecretLinks links,
        WebPlace place,
        boolean pictures,
        Afterwards afterwards,
        Clock clock) {

    /// Entries on one page of a list.
    static final int PAGE = 5;

    /// A button that runs a command.
    Button button(Button.Role role, String label, Command command) {
        return new Button.Run(role, label, codes.code(command));
    }

    /// How far a list can be paged: nobody reads the hundred and first.
    static final int DEPTH = 100;

    /// What somebody reads for whom there is no pick, though their taste is known.
    static final String NO_PICKS =
            "There is no pick for you: you have been shown lately what suits you, or no paper here"
                    + " does so far. New papers, saves and follows bring new picks.";

    Instant now() {
        return clock.instant();
    }

    PaperCard paperCard() {
        return new PaperCard(codes, pictures);
    }

    PaperList list() {
        return new PaperList(codes);
    }

    PaperFinder finder() {
        return new PaperFinder(this);
    }

    /// Says that nothing is about a topic so far, as a slip of the pen is better seen at once;
    /// empty where something is.
    Optional<String> unheardOf(String topic) {
        if (isHeardOf(topic)) {
            return Optional.empty();
        }
        String meant =
                search.search(PaperQuery.words(topic), Page.first(1))
                        .spelling()
                        .filter(this::isHeardOf)
                        .map(better -> " Did you mean '" + better + "'?")
                        .orElse("");
        return Optional.of(
                "No paper here is about '" + Phrases.cut(topic, 60) + "' so far." + meant);
    }

    private boolean isHeardOf(String topic) {
        return !recommender.onTopic(topic, Instant.EPOCH, 1).isEmpty();
    }

    /// A paper's card for the caller alone, noted as shown: in full, and with what the caller did
    /// with it, which others must not see.
    List<Block> card(Paper paper, Caller caller) {
        PaperActivity activity =
                new PaperActivity(
                        library.voteCounts(caller.channel(), List.of(paper.id()))
                                .getOrDefault(paper.id(), 0),
                        library.savers(caller.channel(), paper.id()),
                        ledger.postings(caller.channel(), paper.id()),
                        library.submitter(caller.channel(), paper.id()),
                        library.saved(caller.user()).stream()
                                .anyMatch(saved -> saved.paper().equals(paper.id())),
                        library.votes(caller.user()).stream()
                                .anyMatch(vote -> vote.paper().equals(paper.id())),
                        library.dismissed(caller.user()).contains(paper.id()),
                        clubs.clubs().current(caller.channel()).isPresent());
        suggested(List.of(paper), caller);
        return paperCard().blocks(paper, activity, caller);
    }

    /// The papers on somebody's shelf, latest first.
    List<PaperId> shelf(Caller caller) {
        return library.saved(caller.user()).stream().map(Library.Saved::paper).toList();
    }

    Map<PaperId, Integer> votesHere(List<Paper> papers, Caller caller) {
        return library.voteCounts(caller.channel(), papers.stream().map(Paper::id).toList());
    }

    /// Remembers a list so that its entries can be named by number, and what of it was shown.
    ///
    /// @param upToHere the list from its beginning
    /// @param shown the part that the caller sees now
    void remember(List<Paper> upToHere, List<Paper> shown, Caller caller) {
        remember(upToHere, caller);
        shown(shown, caller);
    }

    /// Remembers a list so that its entries can be named by number.
    void remember(List<Paper> list, Caller caller) {
        List<PaperId> ids = list.stream().map(Paper::id).toList();
        Instant now = now();
        afterwards.note(() -> library.rememberList(caller.user(), caller.channel(), ids, now));
    }

    private void suggested(List<Paper> papers, Caller caller) {
        shown(papers, caller);
        List<PaperId> ids = papers.stream().map(Paper::id).toList();
        Instant now = now();
        afterwards.note(() -> library.suggested(caller.user(), ids, now));
    }

    private void shown(List<Paper> papers, Caller caller) {
        List<PaperId> ids = papers.stream().map(Paper::id).toList();
        Instant now = now();
        afterwards.note(() -> library.shown(caller.user(), ids, now));
    }

    /// A list of suggestions, remembered.
    Reply suggestions(
            List<Block> lead, List<Suggestion> suggestions, List<Block> after, Caller caller) {
        List<Paper> papers = suggestions.stream().map(Suggestion::paper).toList();
        remember(papers, caller);
        suggested(papers, caller);
        List<Block> blocks = new ArrayList<>(lead);
        blocks.addAll(list().suggestions(suggestions, 1, votesHere(papers, caller), caller));
        blocks.addAll(after);
        return Reply.of(blocks);
    }

    /// Buttons to the pages before and after, and for sharing; nothing where there is nothing to
    /// dispatcher.
    ///
    /// @param total how many entries the whole list has
    List<Block> paging(Command.Paged command, int total, Caller caller) {
        List<Button> buttons = new ArrayList<>();
        if (command.offset() > 0) {
            buttons.add(
                    new Button.Run(
                            Button.Role.PREVIOUS,
                            "Previous",
                            codes.code(command.from(Math.max(0, command.offset() - PAGE)))));
        }
        if (command.offset() + PAGE < Math.min(total, DEPTH)) {
            buttons.add(
                    new Button.Run(
                            Button.Role.NEXT,
                            "Next",
                            codes.code(command.from(command.offset() + PAGE))));
        }
        share(command, caller).ifPresent(buttons::add);
        return buttons.isEmpty() ? List.of() : List.of(new Block.Buttons(buttons));
    }

    private Optional<Button> share(Command command, Caller caller) {
        boolean shareable =
                command.type().spec().visibility() == CommandSpec.Visibility.CALLER_MAY_SHARE;
        return shareable && caller.can(Caller.Feature.SHARING)
                ? Optional.of(
                        new Button.Run(
                                Button.Role.SHARE,
                                "Share here",
                                codes.code(new ShareCommand(command))))
                : Optional.empty();
    }

    /// A page's placement: the first one is a message of its own, later ones and the way back
    /// replace it.
    static Reply paged(Reply reply, Command.Paged command) {
        return command.offset() > 0 ? reply.placed(Reply.Placement.REPLACE) : reply;
    }
}
