package io.broadsheet.edition;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Delivery;
import io.broadsheet.message.Reply;
import io.broadsheet.recommend.Reason;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import java.time.LocalDate;
import java.util.List;
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
        return papers(items);
    }

    @Override
    public Reply digest(Digest digest, List<Item> items, List<ShelfChange> changes) {
        return changes.isEmpty()
                ? papers(items)
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

    private static Reply papers(List<Item> items) {
        return Reply.say(
                items.stream()
                        .map(item -> item.paper().id().toString())
                        .collect(Collectors.joining(" ")));
    }
}
