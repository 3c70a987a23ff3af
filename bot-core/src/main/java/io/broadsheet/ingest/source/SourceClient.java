package io.broadsheet.ingest.source;

import io.broadsheet.ingest.Draft;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceJournal.Asked;
import io.broadsheet.source.SourceJournal.RequestTurn;
import io.broadsheet.source.SourceState;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks one source, politely: one request at a time and a spacing apart, in all processes together;
/// again after a growing, varying pause where that may help; not at all for a while where it failed
/// too often or asked for rest. Only hosts that the settings name are ever asked.
final class SourceClient implements AutoCloseable {

    /// Who waits for an answer.
    enum Urgency {
        /// Nobody.
        HARVEST,
        /// A person.
        LOOKUP
    }

    /// What is asked.
    ///
    /// @param validators of an earlier answer, null to get the whole answer in any case
    record Query(URI uri, String accept, Urgency urgency, @Nullable Asked validators) {}

    /// Makes something of an answer.
    @FunctionalInterface
    interface ResponseReader<T> {
        /// @throws FaultyAnswerException where the answer is not what was asked for
        T read(SourceResponse answer) throws FaultyAnswerException;
    }

    private static final Logger log = LoggerFactory.getLogger(SourceClient.class);

    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_BYTES_OF_REFUSAL = 64 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LONGEST_REST = SourceJournal.LONGEST_REST;

    /// So long a turn is held after its process died, which is what others wait for then.
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration HOLD_EVERY = Duration.ofSeconds(5);
    private static final Duration REST_UNSAID = Duration.ofSeconds(30);

    /// Lookups go first: harvests come this much later for a turn that is free.
    private static final long STEP_BACK_MILLIS = 250;

    /// Below this rest of Hugging Face's allowance it is left to the people who wait.
    private static final long SPARE_REQUESTS = 5;

    /// `"api";r=499;t=300`
    private static final Pattern RATE_LIMIT =
            Pattern.compile("r\\s*=\\s*(\\d{1,9})\\s*;\\s*t\\s*=\\s*(\\d{1,9})");

    /// `<https://huggingface.co/api/daily_papers?p=1>; rel="next"`
    private static final Pattern NEXT = Pattern.compile(";\\s*rel\\s*=\\s*\"?next\\b");

    private final String name;
    private final String title;
    private final Manners manners;
    private final Map<String, String> headers;
    private final SourceJournal journal;
    private final Clock clock;
    private final Set<String> origins = new HashSet<>();
    private final HttpClient http;
    private final CircuitBreaker breaker;
    private volatile boolean closed;

    /// @param name what the journal calls the source
    /// @param title what people call it
    /// @param bases addresses of the only servers that are asked
    /// @param headers sent with every request
    SourceClient(
            String name,
            String title,
            Manners manners,
            List<URI> bases,
            Map<String, String> headers,
            SourceJournal journal,
            Clock clock) {
        this.name = name;
        this.title = title;
        this.manners = manners;
        this.headers = headers;
        this.journal = journal;
        this.clock = clock;
        bases.forEach(base -> origins.add(origin(base)));
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
        this.breaker = breaker();
    }

    private CircuitBreaker breaker() {
        CircuitBreaker made =
                CircuitBreaker.of(
                        name,
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(10)
                                .minimumNumberOfCalls(4)
                                .failureRateThreshold(60)
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .waitIntervalFunctionInOpenState(
                                        IntervalFunction.ofExponentialRandomBackoff(
                                                manners.openFor(), 2, 0.2, Duration.ofMinutes(30)))
                                // One that is set back must not keep it open.
                                .clock(new MonotonicClock(clock))
                                .recordException(SourceClient::isFault)
                                .ignoreException(e -> !isFault(e))
                                .build());
        made.getEventPublisher()
                .onStateTransition(event -> {
                    CircuitBreaker.State state = event.getStateTransition().getToState();
                    log.info("{}: the circuit is {}", title, state);
                    try {
                        journal.noteCircuit(name, circuit(state));
                    } catch (RuntimeException e) {
                        log.warn("The circuit of {} could not be noted: {}", title, e.getMessage());
                    }
                });
        return made;
    }

    private static SourceState.Circuit circuit(CircuitBreaker.State state) {
        return switch (state) {
            case OPEN, FORCED_OPEN -> SourceState.Circuit.OPEN;
            case HALF_OPEN -> SourceState.Circuit.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> SourceState.Circuit.CLOSED;
        };
    }

    private static boolean isFault(Throwable failure) {
        return failure instanceof FaultyAnswerException
                || (failure instanceof RequestFailedException failed && failed.isFault());
    }

    /// Asks, again where that may help, and reads the answer.
    ///
    /// @throws FaultyAnswerException where the answer was not what was asked for to the last
    /// @throws SourceException where there was none
    <T> T ask(Query query, ResponseReader<T> reading)
            throws SourceException, FaultyAnswerException, InterruptedException {
        boolean patient = query.urgency() == Urgency.HARVEST;
        long deadline =
                System.nanoTime()
                        + (patient ? manners.harvestPatience() : manners.lookupPatience())
                                .toNanos();
        Retry retry =
                Retry.of(
                        name,
                        RetryConfig.custom()
                                .maxAttempts(patient ? manners.harvestTries() : 2)
                                .intervalFunction(
                                        IntervalFunction.ofExponentialRandomBackoff(
                                                patient
                                                        ? manners.firstBackoff()
                                                        : manners.firstBackoff().dividedBy(4),
                                                2,
                                                0.5,
                                                Duration.ofMinutes(2)))
                                .retryOnException(
                                        e -> isWorthRepeating(e) && System.nanoTime() < deadline)
                                .build());
        try {
            // A request counts once, however often it was repeated.
            return breaker.executeCheckedSupplier(() ->
                    retry.executeCheckedSupplier(() -> reading.read(exchange(query, deadline))));
        } catch (FaultyAnswerException e) {
            interruptible();
            fail("answered with something that cannot be used: " + e.getMessage());
            throw e;
        } catch (RequestFailedException e) {
            interruptible();
            Instant again = e.retryAfter() == null ? null : clock.instant().plus(e.retryAfter());
            String sentence = title + " " + e.getMessage() + ".";
            if (e.isFault()) {
                fail(String.valueOf(e.getMessage()));
            }
            throw new SourceException(name, sentence, again);
        } catch (CallNotPermittedException e) {
            interruptible();
            throw new SourceException(
                    name,
                    title + " failed too often of late, so it is left alone for a while.",
                    null);
        } catch (InterruptedException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("no other checked exception is thrown", e);
        }
    }

    /// The library that repeats may swallow an interruption.
    private static void interruptible() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static boolean isWorthRepeating(Throwable failure) {
        return !Thread.currentThread().isInterrupted()
                && (failure instanceof FaultyAnswerException
                        || (failure instanceof RequestFailedException failed
                                && failed.isPassing()));
    }

    private void fail(String message) {
        if (closed) {
            // It broke off because the bot stops.
            return;
        }
        journal.noteFailure(name, clock.instant(), title + " " + message + ".");
    }

    // --- one request after the other ---

    private SourceResponse exchange(Query query, long deadline)
            throws RequestFailedException, InterruptedException {
        URI uri = query.uri();
        if (!origins.contains(origin(uri))) {
            throw new IllegalArgumentException("no source of the settings is at " + origin(uri));
        }
        for (int hop = 0; ; hop++) {
            if (closed) {
                throw RequestFailedException.busy(
                        "is not asked any more, because the bot stops", Duration.ZERO);
            }
            RequestTurn.Taken turn = turn(query.urgency(), deadline);
            Duration rest = Duration.ZERO;
            try {
                Received received = send(uri, query, turn, deadline);
                rest = rest(received);
                URI next = redirection(uri, received);
                if (next == null) {
                    return accepted(received, rest);
                }
                if (hop == MOST_REDIRECTS) {
                    throw RequestFailedException.lasting("sends from one address to the next");
                }
                uri = next;
            } finally {
                journal.endTurn(name, turn, rest);
            }
        }
    }

    private RequestTurn.Taken turn(Urgency urgency, long deadline)
            throws RequestFailedException, InterruptedException {
        while (true) {
            switch (journal.takeTurn(name, manners.spacing(), LEASE)) {
                case RequestTurn.Taken taken -> {
                    return taken;
                }
                case RequestTurn.Wait(Duration again) -> {
                    if (System.nanoTime() + again.toNanos() > deadline) {
                        throw RequestFailedException.busy(
                                "is not to be asked for another " + seconds(again), again);
                    }
                    Thread.sleep(
                            again.toMillis()
                                    + (urgency == Urgency.HARVEST
                                            ? Math.min(
                                                    STEP_BACK_MILLIS,
                                                    manners.spacing().toMillis() / 4)
                                            : 1));
                }
            }
        }
    }

    private static String seconds(Duration time) {
        return time.toSeconds() < 120
                ? Math.max(1, time.toSeconds()) + " s"
                : time.toMinutes() + " minutes";
    }

    private record Received(HttpResponse.ResponseInfo head, CappedBody.Content content) {}

    /// The part of an answer that has come.
    private record PartialResponse(HttpResponse.ResponseInfo head, CappedBody body) {}

    private Received send(URI uri, Query query, RequestTurn.Taken turn, long deadline)
            throws RequestFailedException, InterruptedException {
        Duration most =
                query.urgency() == Urgency.HARVEST
                        ? manners.harvestAnswer()
                        : manners.lookupAnswer();
        long nanos = Math.clamp(deadline - System.nanoTime(), 1_000_000L, most.toNanos());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
        headers.forEach(request::setHeader);
        request.setHeader("Accept", query.accept());
        Asked validators = query.validators();
        if (validators != null && validators.etag() != null) {
            request.setHeader("If-None-Match", validators.etag());
        }
        if (validators != null && validators.lastModified() != null) {
            request.setHeader("If-Modified-Since", validators.lastModified());
        }
        AtomicReference<@Nullable PartialResponse> begun = new AtomicReference<>();
        CompletableFuture<HttpResponse<CappedBody.Content>> sent =
                http.sendAsync(
                        request.build(),
                        head -> {
                            CappedBody body =
                                    new CappedBody(
                                            head.statusCode() == 200
                                                    ? manners.mostBytes()
                                                    : MOST_BYTES_OF_REFUSAL);
                            begun.set(new PartialResponse(head, body));
                            return body;
                        });
        String cut;
        try {
            await(sent, turn, nanos);
            cut = null;
        } catch (TimeoutException e) {
            cut = "it did not come to its end within " + seconds(Duration.ofNanos(nanos));
        } catch (ExecutionException e) {
            if (begun.get() == null) {
                throw RequestFailedException.passing("cannot be reached: " + reason(e.getCause()));
            }
            cut = "it breaks off";
        } finally {
            sent.cancel(true);
        }
        PartialResponse last = begun.get();
        if (last == null) {
            throw RequestFailedException.passing(
                    "did not answer within " + seconds(Duration.ofNanos(nanos)));
        }
        return new Received(last.head(), last.body().end(cut));
    }

    /// Waits for an answer, and holds on to the turn while it comes.
    private void await(CompletableFuture<?> sent, RequestTurn.Taken turn, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + nanos;
        while (true) {
            long left = Math.max(1, end - System.nanoTime());
            try {
                sent.get(Math.min(left, HOLD_EVERY.toNanos()), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() >= end) {
                    throw e;
                }
                journal.holdTurn(name, turn, LEASE);
            }
        }
    }

    private static String reason(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            switch (t) {
                case UnresolvedAddressException _ -> {
                    return "its name cannot be resolved";
                }
                case HttpTimeoutException _ -> {
                    return "it does not answer";
                }
                case SSLException _ -> {
                    return "no secure connection can be made to it";
                }
                default -> {}
            }
        }
        return failure instanceof ConnectException
                ? "the connection is refused"
                : "the connection breaks off";
    }

    private static SourceResponse accepted(Received received, Duration rest)
            throws RequestFailedException {
        HttpHeaders headers = received.head().headers();
        int status = received.head().statusCode();
        if (status == 503 && rest.isPositive()) {
            throw RequestFailedException.tooMany("is not available for " + seconds(rest), rest);
        }
        return switch (status) {
            case 200, 304, 404, 410 ->
                    new SourceResponse(
                            status,
                            received.content().bytes(),
                            status == 200 ? received.content().cut() : null,
                            headers.firstValue("ETag").filter(SourceClient::isShort).orElse(null),
                            headers.firstValue("Last-Modified")
                                    .filter(SourceClient::isShort)
                                    .orElse(null),
                            headers.allValues("Link").stream().anyMatch(NEXT.asPredicate()));
            case 429 ->
                    throw RequestFailedException.tooMany(
                            "asks for a pause of " + seconds(rest), rest);
            case 408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524 ->
                    throw RequestFailedException.passing("answered with HTTP status " + status);
            default -> throw RequestFailedException.lasting("answered with HTTP status " + status);
        };
    }

    private static boolean isShort(String header) {
        return header.length() <= 300;
    }

    /// For how long the source wants to be left alone: `Retry-After`, and Hugging Face's
    /// `RateLimit`.
    ///
    /// @see <a href="https://huggingface.co/docs/hub/rate-limits">Hugging Face's rate limits</a>
    private Duration rest(Received received) {
        HttpHeaders said = received.head().headers();
        int status = received.head().statusCode();
        Duration rest = Duration.ZERO;
        for (String limit : said.allValues("RateLimit")) {
            Matcher matcher = RATE_LIMIT.matcher(limit);
            while (matcher.find()) {
                if (Long.parseLong(matcher.group(1)) <= SPARE_REQUESTS) {
                    rest = longer(rest, Duration.ofSeconds(Long.parseLong(matcher.group(2))));
                }
            }
        }
        if (status == 429 || status == 503) {
            Duration after = said.firstValue("Retry-After").map(this::pause).orElse(Duration.ZERO);
            rest = longer(rest, after);
            if (status == 429 && rest.isZero()) {
                rest = REST_UNSAID;
            }
        }
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /// Seconds, or a date.
    private Duration pause(String retryAfter) {
        String text = retryAfter.strip();
        try {
            if (text.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Duration until =
                    Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return REST_UNSAID;
        }
    }

    /// Where an answer sends, null where it does not.
    private @Nullable URI redirection(URI from, Received received) throws RequestFailedException {
        int status = received.head().statusCode();
        if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
            return null;
        }
        URI to;
        try {
            to = from.resolve(new URI(received.head().headers().firstValue("Location").orElse("")));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw RequestFailedException.lasting("sends to an address that is none");
        }
        boolean secured =
                to.getHost() != null
                        && to.getHost().equalsIgnoreCase(from.getHost())
                        && "http".equalsIgnoreCase(from.getScheme())
                        && origin(to).equals("https://" + host(from) + ":443");
        if (!secured && !origins.contains(origin(to))) {
            throw RequestFailedException.lasting(
                    "sends to another host, "
                            + Draft.shortened(String.valueOf(to.getHost()))
                            + ", which is not followed");
        }
        return to;
    }

    /// Scheme, host and port; equal for addresses on one server.
    private static String origin(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + host(uri) + ":" + port;
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
    }
}
