package io.broadsheet.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.InMemoryCatalogue;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.PaperDiscoveries.Discovery;
import io.broadsheet.source.PaperDiscovery;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many people, few questions.
@Timeout(60)
class CoalescedDiscoveriesTest {

    private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
    private final FakeDiscovery discovery = new FakeDiscovery();
    private final AtomicInteger kept = new AtomicInteger();
    private volatile Instant now = Instant.parse("2026-03-20T12:00:00Z");
    private final CoalescedDiscoveries discoveries =
            new CoalescedDiscoveries(discovery, catalogue, kept::incrementAndGet, clock());

    @AfterEach
    void close() {
        discovery.gate.countDown();
        discoveries.close();
    }

    @Test
    void asksOnceForWhatManyWantAndKeepsThePapers() throws Exception {
        catalogue.put(List.of(paper(1)), now);
        List<CompletableFuture<Discovery>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(
                    discoveries.search(i % 2 == 0 ? "Vision  tokenizers" : " vision tokenizers "));
        }
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        discovery.gate.countDown();
        for (CompletableFuture<Discovery> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS))
                    .isEqualTo(
                            new Discovery.Papers(
                                    List.of(paper(2).id(), paper(1).id()),
                                    answer == answers.getFirst() ? 1 : 0));
        }
        assertThat(discovery.asked).containsExactly("Vision tokenizers");
        assertThat(catalogue.size()).isEqualTo(2);
        assertThat(kept).hasValue(1);
    }

    @Test
    void remembersForAWhileWhatWasFound() throws Exception {
        discovery.gate.countDown();
        discoveries.trending().get(30, TimeUnit.SECONDS);
        assertThat(discoveries.trending())
                .isCompletedWithValue(
                        new Discovery.Papers(List.of(paper(2).id(), paper(1).id()), 0));
        assertThat(discovery.asked).hasSize(1);
        askedAgain(Duration.ofMinutes(11), 2);
    }

    @Test
    void saysWhyASourceDoesNotAnswerAndAsksItAgainSoon() throws Exception {
        discovery.gate.countDown();
        discovery.failure = new SourceException("huggingface", "It is down.", now.plusSeconds(120));
        assertThat(discoveries.trending().get(30, TimeUnit.SECONDS))
                .isEqualTo(new Unreachable("It is down.", now.plusSeconds(120)));
        discovery.failure = null;
        askedAgain(Duration.ofSeconds(21), 2);
        assertThat(discoveries.trending().get(30, TimeUnit.SECONDS))
                .isInstanceOf(Discovery.Papers.class);
    }

    @Test
    void survivesAnErrorAndAsksAgainSoon() throws Exception {
        discovery.gate.countDown();
        discovery.error = new NoClassDefFoundError("io/broadsheet/Missing");
        assertThat(discoveries.trending().get(30, TimeUnit.SECONDS))
                .isInstanceOf(Unreachable.class);
        discovery.error = null;
        askedAgain(Duration.ofSeconds(21), 2);
        assertThat(discoveries.trending().get(30, TimeUnit.SECONDS))
                .isInstanceOf(Discovery.Papers.class);
    }

    @Test
    void refusesToQueueMoreThanAnybodyWouldWaitFor() {
        List<CompletableFuture<Discovery>> answers = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            answers.add(discoveries.search("words " + i));
        }
        assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSize(5);
        assertThat(answers.getLast().join()).isInstanceOf(Unreachable.class);
    }

    @Test
    void givesEverybodyAnAnswerWhenItIsClosed() {
        CompletableFuture<Discovery> answer = discoveries.trending();
        discoveries.close();
        assertThat(answer.join()).isInstanceOf(Unreachable.class);
    }

    /// An answer is dated a moment after it is given, so the clock may have to be moved on more
    /// than once.
    private void askedAgain(Duration span, int times) throws Exception {
        for (int i = 0; i < 100 && discovery.asked.size() < times; i++) {
            now = now.plus(span);
            discoveries.trending().get(30, TimeUnit.SECONDS);
        }
        assertThat(discovery.asked).hasSize(times);
    }

    private static Paper paper(int number) {
        return Paper.builder(
                        PaperId.of(ArxivId.parse("2503.0000" + number).orElseThrow()),
                        "Paper " + number)
                .build();
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
    private static final class FakeDiscovery implements PaperDiscovery {

        final CountDownLatch gate = new CountDownLatch(1);
        final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        volatile @Nullable SourceException failure;
        volatile @Nullable Error error;

        @Override
        public Optional<String> source() {
            return Optional.of("The source");
        }

        @Override
        public boolean searches() {
            return true;
        }

        @Override
        public List<Paper> trending(int most) throws SourceException, InterruptedException {
            return answer("");
        }

        @Override
        public List<Paper> search(String words, int most)
                throws SourceException, InterruptedException {
            return answer(words);
        }

        private List<Paper> answer(String words) throws SourceException, InterruptedException {
            asked.add(words);
            gate.await();
            Error wrong = error;
            if (wrong != null) {
                throw wrong;
            }
            SourceException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            return List.of(paper(2), paper(1));
        }
    }
}
