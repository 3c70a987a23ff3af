package io.broadsheet.edition;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Reason;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Subscription;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The port to how what is posted looks.
public interface Layout {

    /// A paper with the line that says why it was chosen.
    record Item(Paper paper, String why) {}

    /// Why a paper was chosen for a channel, in one line.
    String why(Reason reason);

    /// Why a paper was chosen for one person, who reads it, in one line.
    String whyForYou(Reason reason);

    /// What a schedule posts.
    ///
    /// @param items one for a paper of the day, up to ten for a digest; never none
    /// @param features what the channel's platform can do
    Reply edition(Schedule schedule, LocalDate day, List<Item> items, Set<Caller.Feature> features);

    /// A paper's card for everybody in a channel.
    ///
    /// @param sharer who put it there; empty where their name is not known
    /// @param features what the channel's platform can do
    Reply shared(
            Paper paper,
            ChannelRef channel,
            Optional<Span.Person> sharer,
            Set<Caller.Feature> features);

    /// What the discussion of a paper begins with.
    ///
    /// @param asker who wants it; empty where a schedule opens it
    Reply.Thread discussion(Paper paper, ChannelRef channel, Optional<Span.Person> asker);

    /// A person's digest.
    ///
    /// @param items papers picked for the person; none where only changes are to be told
    /// @param changes what happened to papers on the person's shelf since the last digest
    Reply digest(Digest digest, List<Item> items, List<ShelfChange> changes);

    /// A mail of a subscription.
    ///
    /// @param items never none
    Reply subscription(Subscription subscription, LocalDate day, List<Item> items);

    /// The mail that asks whether somebody wants a subscription.
    Reply confirmation(Subscription subscription);

    /// The papers that a posted message is about, by the buttons that it carries, in their order.
    List<PaperId> papers(List<CommandCode> buttons);

    /// Tells who made a schedule that the platform refuses it, and how to resume it.
    Reply refused(Schedule schedule, Delivery.Refused refused);

    /// Tells who made a schedule that the platform takes its posts again.
    Reply resumed(Schedule schedule);

    /// Tells who made a schedule that a post may or may not be there.
    Reply inDoubt(Schedule schedule, Outbox.Key key);
}
