package io.broadsheet.view;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.club.Clubs;
import io.broadsheet.edition.Layout;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.ShelfChange;
import io.broadsheet.library.Library;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Reason;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Subscription;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// How scheduled posts and the notices about them look. Their buttons carry commands.
public final class EditionLayout implements Layout {

    /// The most changed papers that a digest names.
    private static final int CHANGES = 10;

    private final Library library;
    private final Ledger ledger;
    private final Clubs clubs;
    private final DiscussionOpening opening;
    private final EditionActions codes;
    private final boolean pictures;
    private final MailLayout mails;

    /// @param pictures whether papers' pictures are shown
    public EditionLayout(
            Library library,
            Ledger ledger,
            Clubs clubs,
            DiscussionOpening opening,
            EditionActions codes,
            MailActions mailActions,
            boolean pictures) {
        this.library = library;
        this.ledger = ledger;
        this.clubs = clubs;
        this.opening = opening;
        this.codes = codes;
        this.pictures = pictures;
        this.mails = new MailLayout(new PaperList(codes), mailActions);
    }

    @Override
    public String why(Reason reason) {
        return Phrases.reasonHere(reason);
    }

    @Override
    public String whyForYou(Reason reason) {
        return Block.plain(Phrases.reason(reason));
    }

    @Override
    public Reply edition(
            Schedule schedule, LocalDate day, List<Item> items, Set<Caller.Feature> features) {
        List<Paper> papers = items.stream().map(Item::paper).toList();
        Map<PaperId, Integer> votes =
                library.voteCounts(schedule.channel(), papers.stream().map(Paper::id).toList());
        List<Block> blocks = new ArrayList<>();
        String about = schedule.plan().topic().map(topic -> " about " + topic).orElse("");
        if (schedule.plan().kind() == Schedule.EditionKind.DIGEST) {
            blocks.add(new Block.Heading("Papers of the day" + about));
            blocks.add(
                    Block.note(
                            Phrases.dayOfWeek(day) + " · " + Phrases.count(items.size(), "paper")));
            blocks.addAll(list(items, votes, schedule.plan().zone()));
            return Reply.of(blocks);
        }
        Item item = items.getFirst();
        blocks.add(new Block.Heading("Paper of the day" + about));
        blocks.add(
                Block.note(
                        Phrases.dayOfWeek(day) + (item.why().isEmpty() ? "" : " · " + item.why())));
        PaperActivity activity =
                new PaperActivity(
                        votes.getOrDefault(item.paper().id(), 0),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        false,
                        false,
                        false,
                        clubs.current(schedule.channel()).isPresent());
        blocks.addAll(
                new PaperCard(codes, pictures)
                        .posted(item.paper(), activity, schedule.plan().zone(), features));
        Reply reply = Reply.of(blocks);
        return schedule.plan().thread() && features.contains(Caller.Feature.THREADS)
                ? reply.opening(
                        opening.of(
                                item.paper(),
                                schedule.channel(),
                                Optional.empty(),
                                schedule.plan().zone()))
                : reply;
    }

    @Override
    public Reply shared(
            Paper paper,
            ChannelRef channel,
            Optional<Span.Person> sharer,
            Set<Caller.Feature> features) {
        PaperActivity activity =
                new PaperActivity(
                        library.voteCounts(channel, List.of(paper.id()))
                                .getOrDefault(paper.id(), 0),
                        library.savers(channel, paper.id()),
                        ledger.postings(channel, paper.id()),
                        library.submitter(channel, paper.id()),
                        false,
                        false,
                        false,
                        clubs.current(channel).isPresent());
        List<Block> blocks = new ArrayList<>();
        sharer.ifPresent(person -> blocks.add(Block.note(Span.text("Shared by "), person)));
        // Each platform says a day in the reader's own zone.
        blocks.addAll(
                new PaperCard(codes, pictures).posted(paper, activity, ZoneOffset.UTC, features));
        return Reply.of(blocks);
    }

    @Override
    public Reply.Thread discussion(Paper paper, ChannelRef channel, Optional<Span.Person> asker) {
        return opening.of(paper, channel, asker, ZoneOffset.UTC);
    }

    @Override
    public Reply digest(Digest digest, List<Item> items, List<ShelfChange> changes) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Your " + title(digest.rhythm()) + " digest"));
        blocks.add(
                Block.note(
                        items.isEmpty() && !changes.isEmpty()
                                ? "Nothing new for you"
                                : Phrases.count(items.size(), "paper") + " for you"));
        blocks.addAll(list(items, Map.of(), digest.zone()));
        if (!changes.isEmpty()) {
            List<ShelfChange> told = changes.subList(0, Math.min(changes.size(), CHANGES));
            blocks.add(new Block.Heading("Changed since you saved them"));
            blocks.addAll(
                    new PaperList(codes)
                            .posted(
                                    told.stream().map(ShelfChange::paper).toList(),
                                    items.size() + 1,
                                    told.stream().map(EditionLayout::what).toList(),
                                    Map.of(),
                                    digest.zone()));
            if (changes.size() > told.size()) {
                blocks.add(
                        Block.note(
                                "And "
                                        + Phrases.count(changes.size() - told.size(), "paper")
                                        + " more of your shelf."));
            }
        }
        blocks.add(
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.CANCEL,
                                        "Stop these digests",
                                        codes.stopDigests()))));
        return Reply.of(blocks);
    }

    private static String title(Digest.Rhythm rhythm) {
        return rhythm == Digest.Rhythm.WEEKDAYS ? "weekday" : Phrases.rhythm(rhythm);
    }

    @Override
    public Reply subscription(Subscription subscription, LocalDate day, List<Item> items) {
        return mails.papers(subscription, day, items);
    }

    @Override
    public Reply confirmation(Subscription subscription) {
        if (!(subscription.state()
                instanceof Subscription.SubscriptionState.Pending(Instant until))) {
            throw new IllegalArgumentException("it waits for no confirmation");
        }
        return mails.confirmation(subscription, until);
    }

    /// What happened to a paper, in one line.
    private static String what(ShelfChange change) {
        StringJoiner parts = new StringJoiner("; ");
        if (change.withdrawn()) {
            parts.add("withdrawn by its authors");
        }
        if (change.version() > 0) {
            parts.add(
                    "version "
                            + change.paper().version()
                            + " is out; you knew version "
                            + change.version());
        }
        String journal = change.paper().journalReference();
        if (change.published() && journal != null) {
            parts.add("published: " + Phrases.cut(journal, 150));
        }
        String line = parts.toString();
        return line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
    }

    private List<Block> list(List<Item> items, Map<PaperId, Integer> votes, java.time.ZoneId zone) {
        return new PaperList(codes)
                .posted(
                        items.stream().map(Item::paper).toList(),
                        1,
                        items.stream().map(Item::why).toList(),
                        votes,
                        zone);
    }

    @Override
    public List<PaperId> papers(List<CommandCode> buttons) {
        return buttons.stream().flatMap(button -> codes.saves(button).stream()).distinct().toList();
    }

    // The buttons of notices are of no role: they are no answer to what somebody just typed, and
    // wait until somebody has looked.

    @Override
    public Reply refused(Schedule schedule, Delivery.Refused refused) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text(name(schedule) + ", is paused: " + refused.refusal().inWords() + "."));
        spans.addAll(Remedies.of(refused, schedule.channel().platform()));
        spans.add(Span.text(" Once that is mended, resume it."));
        return Reply.of(
                new Block.Paragraph(spans),
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.OTHER,
                                        "Check and resume",
                                        codes.resume(schedule)))));
    }

    @Override
    public Reply resumed(Schedule schedule) {
        return Reply.say(name(schedule) + ", runs again: I may post there again.");
    }

    private static String name(Schedule schedule) {
        return "Schedule "
                + schedule.number()
                + " of #"
                + schedule.channelName()
                + ", "
                + ScheduleText.say(schedule.plan());
    }

    @Override
    public Reply inDoubt(Schedule schedule, Outbox.Key key) {
        return Reply.of(
                Block.paragraph(
                        "The post of "
                                + Phrases.day(key)
                                + " in #"
                                + schedule.channelName()
                                + " could not be confirmed: it may be there, or not. Please look."),
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.OTHER, "It is there", codes.settle(key, true)),
                                new Button.Run(
                                        Button.Role.OTHER,
                                        "It is not: post again",
                                        codes.settle(key, false)))));
    }
}
