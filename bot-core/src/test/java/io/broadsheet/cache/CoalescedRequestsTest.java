package io.broadsheet.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.InMemoryCatalogue;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperRequests.Answer;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many people, few lookups.
@Timeout(60)
class CoalescedRequestsTest {

    private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
    private final FakeLookup lookup = new FakeLookup();
    private final AtomicInteger kept = new AtomicInteger();
    private Instant now = Instant.parse("2026-03-20T12:00:00Z");
    private final CoalescedRequests requests =
            new CoalescedRequests(lookup, catalogue, kept::incrementAndGet, clock());

    @AfterEach
    void close() {
        lookup.gate.countDown();
        requests.close();
    }

    @Test
    void bringsAPaperInOnceHoweverManyAskForIt() throws Exception {
        lookup.knows(paper("2503.00001"));
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(requests.request(named("https://arxiv.org/abs/2503.00001v" + (1 + i % 3))));
        }
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        lookup.gate.countDown();
        for (CompletableFuture<Answer> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS))
                    .isEqualTo(new Answer.Here(paper("2503.00001").id()));
        }
        assertThat(lookup.asked).hasSize(1);
        assertThat(catalogue.size()).isEqualTo(1);
        assertThat(kept).hasValue(1);
    }

    @Test
    void remembersForAWhileWhatNobodyKnows() throws Exception {
        lookup.gate.countDown();
        Answer unknown = new UnknownPaper(List.of("arXiv"));
        assertThat(answer("2503.00002")).isEqualTo(unknown);
        CompletableFuture<Answer> again = requests.request(named("2503.00002"));
        assertThat(again).isCompletedWithValue(unknown);
        assertThat(lookup.asked).hasSize(1);

        lookup.knows(paper("2503.00002"));
        assertThat(later("2503.00002", Duration.ofHours(1))).isInstanceOf(Answer.Here.class);
    }

    @Test
    void asksAgainWhenASourceThatWasAwayMayBeBack() throws Exception {
        lookup.gate.countDown();
        lookup.outcomes.put("2503.00003", new Unreachable("It is down.", now.plusSeconds(120)));
        assertThat(answer("2503.00003"))
                .isEqualTo(new Unreachable("It is down.", now.plusSeconds(120)));
        now = now.plusSeconds(60);
        assertThat(answer("2503.00003")).isInstanceOf(Unreachable.class);
        assertThat(lookup.asked).hasSize(1);
        lookup.knows(paper("2503.00003"));
        assertThat(later("2503.00003", Duration.ofSeconds(61))).isInstanceOf(Answer.Here.class);
    }

    @Test
    void asksForSeveralTogether() throws Exception {
        lookup.gate.countDown();
        lookup.knows(paper("2503.00004"));
        lookup.knows(paper("2503.00005"));
        Map<PaperReference, CompletableFuture<Answer>> answers =
                requests.request(
                        List.of(
                                named("2503.00004"),
                                named("2503.00005"),
                                named("2503.00006"),
                                named("https://openreview.net/forum?id=abcdefghij")));
        CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]))
                .get(30, TimeUnit.SECONDS);
        assertThat(answers.values().stream().map(each -> each.join().getClass().getSimpleName()))
                .containsExactly("Here", "Here", "UnknownPaper", "NotAsked");
        assertThat(lookup.together).isEqualTo(1);
    }

    @Test
    void marksWhatWasWithdrawnAndSurvivesALookupThatFails() throws Exception {
        lookup.gate.countDown();
        lookup.outcomes.put("2503.00007", new PaperLookup.Outcome.Withdrawn(paper("2503.00007")));
        assertThat(answer("2503.00007")).isInstanceOf(Answer.Here.class);
        assertThat(catalogue.find(paper("2503.00007").id()).orElseThrow().withdrawn()).isTrue();

        lookup.failing = true;
        assertThat(answer("2503.00008")).isInstanceOf(Unreachable.class);
        lookup.failing = false;
        assertThat(later("2503.00008", Duration.ofSeconds(60))).isInstanceOf(UnknownPaper.class);
    }

    @Test
    void survivesALookupThatEndsInAnError() throws Exception {
        lookup.gate.countDown();
        lookup.error = new NoClassDefFoundError("io/broadsheet/Missing");
        assertThat(answer("2503.00008")).isInstanceOf(Unreachable.class);
        lookup.error = null;
        assertThat(later("2503.00008", Duration.ofSeconds(60))).isInstanceOf(UnknownPaper.class);
    }

    @Test
    void refusesToQueueMoreThanAnybodyWouldWaitFor() {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(requests.request(named(String.format("2504.%05d", i))));
        }
        assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSize(10);
        assertThat(answers.getLast().join()).isInstanceOf(Unreachable.class);
    }

    @Test
    void givesEverybodyAnAnswerWhenItIsClosed() {
        CompletableFuture<Answer> answer = requests.request(named("2503.00009"));
        requests.close();
        assertThat(answer.join()).isInstanceOf(Unreachable.class);
    }

    private Answer answer(String id) throws Exception {
        return requests.request(named(id)).get(30, TimeUnit.SECONDS);
    }

    /// The answer once the one before has lapsed. An answer is dated a moment after it is given, so
    /// the clock may have to be moved on more than once.
    private Answer later(String id, Duration span) throws Exception {
        Answer before = answer(id);
        for (int i = 0; i < 100; i++) {
            now = now.plus(span);
            Answer answer = answer(id);
            if (!answer.equals(before)) {
                return answer;
            }
            Thread.sleep(10);
        }
        return before;
    }

    private static PaperReference named(String text) {
        return PaperReferences.parse(text);
    }

    private static Paper paper(String id) {
        return Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), "Paper " + id).build();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(now, zone);
            }
        };
    }

    /// Answers once its gate is open.
    private static final class FakeLookup implements PaperLookup {

        final CountDownLatch gate = new CountDownLatch(1);
        final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
        volatile int together;
        volatile boolean failing;
        volatile @Nullable Error error;

        void knows(Paper paper) {
            outcomes.put(paper.id().value(), new Outcome.Found(List.of(paper)));
        }

        @Override
        public Outcome find(PaperReference reference) throws InterruptedException {
            gate.await();
            Error thrown = error;
            if (thrown != null) {
                throw thrown;
            }
            if (failing) {
                throw new IllegalStateException("a bug");
            }
            if (reference instanceof PaperReference.Identified(PaperId id)) {
                asked.add(id.value());
                return outcomes.getOrDefault(id.value(), new UnknownPaper(List.of("arXiv")));
            }
            return new NotAsked("Nobody can be asked for that.");
        }

        @Override
        public Outcome findByTitle(String title) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<ArxivId, Outcome> findAll(Collection<ArxivId> ids) throws InterruptedException {
            together++;
            Map<ArxivId, Outcome> all = new LinkedHashMap<>();
            for (ArxivId id : ids) {
                all.put(id, find(new PaperReference.Identified(PaperId.of(id))));
            }
            return all;
        }
    }
}
