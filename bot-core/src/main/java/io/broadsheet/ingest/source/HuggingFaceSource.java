package io.broadsheet.ingest.source;

import io.broadsheet.ingest.FieldWatch;
import io.broadsheet.ingest.JsonDocumentReader;
import io.broadsheet.ingest.source.SourceClient.Urgency;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestSink;
import io.broadsheet.source.PaperDiscovery;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceJournal.Asked;
import io.broadsheet.source.SourceSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Hugging Face's papers: the daily list, single papers, what trends, and the search.
///
/// A day of the list ends at 21:30 in New York. It is asked again while it lasts, at most once an
/// hour and only for what changed, and once a day afterwards for as long as it is refreshed.
///
/// @see <a href="https://huggingface.co/docs/hub/api">Hugging Face's API</a>
final class HuggingFaceSource implements PaperSource, PaperDiscovery {

    static final String NAME = "huggingface";
    static final String TITLE = "Hugging Face";

    /// Below the 500 requests in 5 minutes that anybody has.
    static final Duration SPACING = Duration.ofSeconds(1);

    private static final LocalTime TURN_OF_THE_DAY = LocalTime.of(21, 30);
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 5, 4);

    /// When a day that lasts is worth asking for again: every two hours from its beginning.
    private static final Renewals GROWTH =
            new Renewals(
                    Renewals.NEW_YORK,
                    IntStream.range(0, 12).mapToObj(i -> LocalTime.of(i * 2 + 1, 30)).toList(),
                    EnumSet.allOf(java.time.DayOfWeek.class));

    private static final Renewals DAYS =
            new Renewals(
                    Renewals.NEW_YORK,
                    List.of(TURN_OF_THE_DAY),
                    EnumSet.allOf(java.time.DayOfWeek.class));

    private static final Duration OPEN_DAY_AGAIN = Duration.ofHours(1);

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 30;
    private static final int LONGEST_QUERY = 250;
    private static final String MORE = "more";
    private static final String JSON = "application/json";

    private static final Set<String> EXPECTED =
            Set.of(
                    "paper.id",
                    "paper.title",
                    "paper.summary",
                    "paper.authors",
                    "paper.publishedAt",
                    "paper.upvotes");

    /// As of the recorded answers of 2024 to 2026.
    private static final Set<String> KNOWN =
            Set.of(
                    "paper.id",
                    "paper.title",
                    "paper.summary",
                    "paper.authors",
                    "paper.publishedAt",
                    "paper.upvotes",
                    "paper.submittedOnDailyAt",
                    "paper.submittedOnDailyBy",
                    "paper.mediaUrls",
                    "paper.mediaUrl",
                    "paper.discussionId",
                    "paper.projectPage",
                    "paper.githubRepo",
                    "paper.githubRepoAddedBy",
                    "paper.githubStars",
                    "paper.ai_summary",
                    "paper.ai_summary_model",
                    "paper.ai_keywords",
                    "paper.organization",
                    "paper.source",
                    "paper.withdrawnAt",
                    "paper.linkedModels",
                    "paper.numTotalModels",
                    "paper.linkedDatasets",
                    "paper.numTotalDatasets",
                    "paper.linkedSpaces",
                    "paper.numTotalSpaces",
                    "publishedAt",
                    "title",
                    "summary",
                    "mediaUrl",
                    "mediaUrls",
                    "thumbnail",
                    "numComments",
                    "submittedBy",
                    "organization",
                    "isAuthorParticipating",
                    "upvoted",
                    "highlightedTitle",
                    "highlightedSummary");

    private final URI base;
    private final int refreshedDays;
    private final boolean searches;
    private final SourceClient client;
    private final SourceJournal journal;
    private final Clock clock;

    HuggingFaceSource(
            SourceSettings.HuggingFace settings,
            SourceClient client,
            SourceJournal journal,
            Clock clock) {
        this.base = settings.url();
        this.refreshedDays = settings.refreshedDays();
        this.searches = settings.search();
        this.client = client;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public LocalDate firstDay() {
        return FIRST_DAY;
    }

    @Override
    public LocalDate latestDay(Instant now) {
        ZonedDateTime there = now.atZone(Renewals.NEW_YORK);
        return there.toLocalTime().isBefore(TURN_OF_THE_DAY)
                ? there.toLocalDate()
                : there.toLocalDate().plusDays(1);
    }

    @Override
    public Instant nextRenewal(Instant after) {
        return GROWTH.next(after);
    }

    @Override
    public int refreshedDays() {
        return refreshedDays;
    }

    // --- the daily list ---

    @Override
    public void harvest(DaySpan days, HarvestSink sink)
            throws SourceException, InterruptedException {
        Harvesting harvesting = harvesting();
        DaySpan span = days.within(FIRST_DAY, latestDay(clock.instant()));
        for (LocalDate day : span.days().toList()) {
            sink.begun(day);
            boolean closed = day.isBefore(latestDay(clock.instant()));
            if (take(day, closed, sink, harvesting)) {
                sink.complete(day, closed);
            }
        }
        harvesting.end(TITLE);
    }

    private Harvesting harvesting() {
        return new Harvesting(NAME, journal, clock, DAYS);
    }

    /// @return whether all that the day has so far is in
    private boolean take(LocalDate day, boolean closed, HarvestSink sink, Harvesting harvesting)
            throws SourceException, InterruptedException {
        for (int page = 0; page < MOST_PAGES; page++) {
            String query = "daily " + day + " " + page;
            Optional<Asked> before = journal.asked(NAME, query);
            boolean more;
            if (before.isPresent() && isFresh(before.get(), day, closed)) {
                more = before.get().answer().equals(MORE);
            } else {
                URI address = at("/api/daily_papers?date=" + day + "&limit=" + PAGE + "&p=" + page);
                String place = TITLE + ", " + day + (page == 0 ? "" : ", page " + (page + 1));
                try {
                    more = take(query, address, place, before.orElse(null), sink, harvesting);
                } catch (FaultyAnswerException e) {
                    Harvesting.hand(e.readable().papers(), sink::papers);
                    e.readable().rejected().forEach(sink::rejected);
                    if (!harvesting.giveUp(query, day, e)) {
                        return false;
                    }
                    sink.rejected(new Rejection(place, "given up: " + e.getMessage()));
                    more = false;
                }
            }
            if (!more) {
                return true;
            }
        }
        return true;
    }

    /// Whether asking now would be too early. A day that is over is asked once after its end, and
    /// then once a day.
    private boolean isFresh(Asked asked, LocalDate day, boolean closed) {
        Instant now = clock.instant();
        if (!closed) {
            return asked.at().isAfter(now.minus(OPEN_DAY_AGAIN));
        }
        Instant over = ZonedDateTime.of(day, TURN_OF_THE_DAY, Renewals.NEW_YORK).toInstant();
        return !asked.at().isBefore(over) && !asked.at().isBefore(DAYS.last(now));
    }

    /// @return whether there is a further page
    private boolean take(
            String query,
            URI address,
            String place,
            @org.jspecify.annotations.Nullable Asked before,
            HarvestSink sink,
            Harvesting harvesting)
            throws SourceException, FaultyAnswerException, InterruptedException {
        DailyPage page =
                client.ask(
                        new SourceClient.Query(address, JSON, Urgency.HARVEST, before),
                        answer -> {
                            if (answer.isUnchanged() && before == null) {
                                throw new FaultyAnswerException(
                                        "it says that nothing changed since no answer at all",
                                        Batch.EMPTY);
                            }
                            return read(answer, place, "daily");
                        });
        if (page.unchanged() && before != null) {
            harvesting.note(FieldWatch.NONE, List.of());
            journal.answered(
                    NAME,
                    query,
                    new Asked(
                            clock.instant(),
                            before.etag(),
                            before.lastModified(),
                            before.answer()));
            return before.answer().equals(MORE);
        }
        Harvesting.hand(page.batch().papers(), sink::papers);
        page.batch().rejected().forEach(sink::rejected);
        harvesting.note(page.watch(), page.batch().rejected());
        int records = page.batch().papers().size() + page.batch().rejected().size();
        boolean more = records > 0 && (page.answer().more() || records >= PAGE);
        journal.answered(
                NAME,
                query,
                new Asked(
                        clock.instant(),
                        page.answer().etag(),
                        page.answer().lastModified(),
                        more ? MORE : ""));
        return more;
    }

    private record DailyPage(SourceResponse answer, Batch batch, FieldWatch watch) {
        boolean unchanged() {
            return answer.isUnchanged();
        }
    }

    private static DailyPage read(SourceResponse answer, String place, String kind)
            throws FaultyAnswerException {
        FieldWatch watch = new FieldWatch(kind, KNOWN, EXPECTED);
        Batch batch =
                answer.isUnchanged()
                        ? Batch.EMPTY
                        : Batch.read(
                                answer, place, text -> new JsonDocumentReader(text, place, watch));
        return new DailyPage(answer, batch, watch);
    }

    // --- single papers ---

    /// What Hugging Face says about a paper; empty where it has no page for it.
    Optional<Paper> find(ArxivId id)
            throws SourceException, FaultyAnswerException, InterruptedException {
        // Old identifiers are none of Hugging Face's.
        if (id.value().indexOf('/') >= 0) {
            return Optional.empty();
        }
        String query = "paper " + id.value();
        Optional<Asked> known = harvesting().known(query);
        if (known.isPresent()) {
            return KeptPapers.papers(known.get().answer()).stream().findFirst();
        }
        String place = TITLE + ", " + id.value();
        Optional<Paper> found =
                client.ask(
                        new SourceClient.Query(
                                at("/api/papers/" + id.value()), JSON, Urgency.LOOKUP, null),
                        answer ->
                                answer.isMissing()
                                        ? Optional.empty()
                                        : read(answer, place, "paper").batch().papers().stream()
                                                .filter(paper ->
                                                        paper.id().value().equals(id.value()))
                                                .findFirst());
        harvesting().note(FieldWatch.NONE, List.of());
        journal.answered(
                NAME,
                query,
                new Asked(clock.instant(), null, null, KeptPapers.text(found.stream().toList())));
        return found;
    }

    // --- discovery ---

    @Override
    public Optional<String> source() {
        return Optional.of(TITLE);
    }

    @Override
    public boolean searches() {
        return searches;
    }

    @Override
    public List<Paper> trending(int most) throws SourceException, InterruptedException {
        int limit = Math.clamp(most, 1, PAGE);
        return list(
                "trending " + limit,
                at("/api/daily_papers?sort=trending&limit=" + limit),
                TITLE + ", trending");
    }

    @Override
    public List<Paper> search(String words, int most) throws SourceException, InterruptedException {
        String asked = words.strip().replaceAll("\\s+", " ");
        if (asked.isEmpty()) {
            return List.of();
        }
        String query =
                asked.substring(
                        0,
                        asked.offsetByCodePoints(
                                0,
                                Math.min(LONGEST_QUERY, asked.codePointCount(0, asked.length()))));
        int limit = Math.clamp(most, 1, 120);
        return list(
                // What people search for is not kept, not even here.
                "search " + limit + " " + digest(query),
                at(
                        "/api/papers/search?q="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8)
                                + "&limit="
                                + limit),
                TITLE + ", search");
    }

    private static String digest(String words) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(
                                            words.toLowerCase(Locale.ROOT)
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private List<Paper> list(String query, URI address, String place)
            throws SourceException, InterruptedException {
        Optional<Asked> known = harvesting().known(query);
        if (known.isPresent()) {
            return KeptPapers.papers(known.get().answer());
        }
        try {
            DailyPage page =
                    client.ask(
                            new SourceClient.Query(address, JSON, Urgency.LOOKUP, null),
                            answer -> read(answer, place, "list"));
            harvesting().note(page.watch(), page.batch().rejected());
            journal.answered(
                    NAME,
                    query,
                    new Asked(clock.instant(), null, null, KeptPapers.text(page.batch().papers())));
            return page.batch().papers();
        } catch (FaultyAnswerException e) {
            throw new SourceException(
                    NAME,
                    TITLE + " answered with something that cannot be used: " + e.getMessage() + ".",
                    null);
        }
    }

    private URI at(String pathAndQuery) {
        String site = base.toString();
        return URI.create(
                (site.endsWith("/") ? site.substring(0, site.length() - 1) : site) + pathAndQuery);
    }
}
