package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Subscription;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Chooses the first papers that a channel has not had.
public final class LeastHad implements Chooser {

    private final List<Paper> papers;
    private final Function<ChannelRef, Set<PaperId>> had;

    public LeastHad(List<Paper> papers, Function<ChannelRef, Set<PaperId>> had) {
        this.papers = List.copyOf(papers);
        this.had = had;
    }

    @Override
    public List<Suggestion> choose(
            ChannelRef channel, LocalDate day, Optional<String> topic, int limit) {
        Set<PaperId> known = had.apply(channel);
        return papers.stream()
                .filter(paper -> !known.contains(paper.id()))
                .limit(limit)
                .map(paper -> new Suggestion(paper, 1, new Reason.Fresh()))
                .toList();
    }

    @Override
    public List<Suggestion> choose(Digest digest, int limit) {
        return List.of();
    }

    @Override
    public List<Suggestion> choose(Subscription subscription, LocalDate day, int limit) {
        return choose(subscription.channel(), day, Optional.empty(), limit);
    }

    /// Names one paper for a channel.
    @FunctionalInterface
    public interface Source {
        Paper next(ChannelRef channel);
    }

    /// Chooses whatever the source names.
    public record Each(Source source) implements Chooser {
        @Override
        public List<Suggestion> choose(
                ChannelRef channel, LocalDate day, Optional<String> topic, int limit) {
            return List.of(new Suggestion(source.next(channel), 1, new Reason.Fresh()));
        }

        @Override
        public List<Suggestion> choose(Subscription subscription, LocalDate day, int limit) {
            return choose(subscription.channel(), day, Optional.empty(), limit);
        }

        @Override
        public List<Suggestion> choose(Digest digest, int limit) {
            return List.of();
        }
    }
}
