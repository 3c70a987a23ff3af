package io.broadsheet.edition;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.message.Block;
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
import java.util.stream.Collectors;

/// Posts that say which papers they are about, and no more.
public final class PlainLayout implements Layout {

    @Override
    public String why(Reason reason) {
        return "";
    }

    @Override
    public Reply edition(
            Schedule schedule, LocalDate day, List<Item> items, Set<Caller.Feature> features) {
        return list(items);
    }

    @Override
    public Reply shared(
            Paper paper,
            ChannelRef channel,
            Optional<Span.Person> sharer,
            Set<Caller.Feature> features) {
        return Reply.say(paper.id() + sharer.map(it -> " by " + it.plain()).orElse(""));
    }

    @Override
    public Reply.Thread discussion(Paper paper, ChannelRef channel, Optional<Span.Person> asker) {
        return new Reply.Thread("About", List.of(Block.paragraph(paper.id().toString())));
    }

    @Override
    public Reply digest(Digest digest, List<Item> items, List<ShelfChange> changes) {
        return changes.isEmpty()
                ? list(items)
                : Reply.say(
                        changes.stream()
                                .map(change ->
                                        change.paper().id()
                                                + (change.withdrawn() ? " withdrawn" : "")
                                                + (change.published() ? " published" : "")
                                                + " before v"
                                                + change.version())
                                .collect(Collectors.joining("; ")));
    }

    @Override
    public String whyForYou(Reason reason) {
        return "";
    }

    @Override
    public Reply subscription(Subscription subscription, LocalDate day, List<Item> items) {
        return list(items);
    }

    @Override
    public Reply confirmation(Subscription subscription) {
        return Reply.say("confirm " + subscription.id());
    }

    @Override
    public List<PaperId> papers(List<CommandCode> buttons) {
        return buttons.stream().flatMap(each -> PaperId.parse(each.value()).stream()).toList();
    }

    @Override
    public Reply refused(Schedule schedule, Delivery.Refused refused) {
        return Reply.say("refused " + refused.refusal());
    }

    @Override
    public Reply resumed(Schedule schedule) {
        return Reply.say("resumed " + schedule.number());
    }

    @Override
    public Reply inDoubt(Schedule schedule, Outbox.Key key) {
        return Reply.say("in doubt " + key);
    }

    private static Reply list(List<Item> items) {
        return Reply.say(
                items.stream()
                        .map(item -> item.paper().id().toString())
                        .collect(Collectors.joining(" ")));
    }
}
