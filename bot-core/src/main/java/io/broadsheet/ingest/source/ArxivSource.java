package io.broadsheet.ingest.source;

import io.broadsheet.ingest.AtomReader;
import io.broadsheet.ingest.FieldWatch;
import io.broadsheet.ingest.OaiReader;
import io.broadsheet.ingest.source.SourceClient.Urgency;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestSink;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceJournal.Asked;
import io.broadsheet.source.SourceSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// arXiv: the papers of some categories by the day on which their records changed, and single
/// papers.
///
/// The records come from OAI-PMH, which tells every change and every version. Which papers are new
/// the feeds of announcements decide; on days whose feed is gone, a paper is new whose first
/// version is at most [#ON_HOLD] older than its record.
///
/// @see <a href="https://info.arxiv.org/help/oa/index.html">arXiv's OAI-PMH interface</a>
/// @see <a href="https://info.arxiv.org/help/rss.html">arXiv's feeds</a>
/// @see <a href="https://info.arxiv.org/help/api/user-manual.html">arXiv's query API</a>
final class ArxivSource implements PaperSource {

    static final String NAME = "arxiv";
    static final String TITLE = "arXiv";

    private static final Logger log = LoggerFactory.getLogger(ArxivSource.class);

    /// The earliest day on which a record of arXiv's changed.
    private static final LocalDate FIRST_DAY = LocalDate.of(2005, 9, 16);

    /// Answers change once a day: announcements are at 20:00 in New York, records about 22:30,
    /// feeds at midnight.
    private static final Renewals DAYS =
            new Renewals(
                    Renewals.NEW_YORK, List.of(LocalTime.MIDNIGHT), EnumSet.allOf(DayOfWeek.class));

    /// Announcements are from Sunday to Thursday, so that feeds are new from Monday to Friday.
    private static final Renewals FEEDS =
            new Renewals(
                    Renewals.NEW_YORK,
                    List.of(LocalTime.of(0, 30)),
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

    /// Papers may be announced that long after they were submitted.
    private static final Duration ON_HOLD = Duration.ofDays(14);

    /// What belongs to a day may come a little after its end.
    private static final Duration STRAGGLERS = Duration.ofHours(2);

    /// A feed has no more entries.
    private static final int FULL_FEED = 2_000;

    /// So many days that are over are asked for once more.
    private static final int LATE_DAYS = 3;

    private static final int MOST_PAGES = 200;
    private static final int LONGEST_TOKEN = 2_000;
    private static final int IDS_AT_ONCE = 50;

    private static final Set<String> GROUPS =
            Set.of("cs", "math", "stat", "eess", "econ", "q-bio", "q-fin");

    private final SourceSettings.Arxiv settings;
    private final SourceClient client;
    private final SourceJournal journal;
    private final Clock clock;

    ArxivSource(
            SourceSettings.Arxiv settings,
            SourceClient client,
            SourceJournal journal,
            Clock clock) {
        this.settings = settings;
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
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    @Override
    public Instant nextRenewal(Instant after) {
        return FEEDS.next(after);
    }

    @Override
    public int refreshedDays() {
        // A change gives a record a new day, but some appear late under a day that was over.
        return LATE_DAYS;
    }

    private Harvesting harvesting() {
        return new Harvesting(NAME, journal, clock, DAYS);
    }

    // --- the harvest ---

    @Override
    public void harvest(DaySpan days, HarvestSink sink)
            throws SourceException, InterruptedException {
        Harvesting harvesting = harvesting();
        LocalDate latest = latestDay(clock.instant());
        DaySpan span = days.within(FIRST_DAY, latest);
        if (settings.categories().isEmpty()) {
            for (LocalDate day : span.days().toList()) {
                sink.begun(day);
                sink.complete(day, isOver(day));
            }
            return;
        }
        // The feed of a day is there until the next one is.
        boolean recent = !span.isEmpty() && !span.last().isBefore(latest.minusDays(3));
        AnnouncedPapers announced = recent ? announcements(harvesting) : AnnouncedPapers.NONE;
        if (announced.day == null || span.days().noneMatch(announced.day::equals)) {
            noteFeed(announced);
        }
        for (LocalDate day : span.days().toList()) {
            sink.begun(day);
            boolean closed = isOver(day);
            Day each = new Day(day, announced, sink, harvesting, new HashSet<>());
            boolean whole = true;
            for (String category : settings.categories()) {
                whole &= take(each, category, closed);
            }
            if (day.equals(announced.day)) {
                handOverUnrecorded(each);
                noteFeed(announced);
            }
            if (whole) {
                sink.complete(day, closed);
            }
        }
        harvesting.end(TITLE);
    }

    private boolean isOver(LocalDate day) {
        return day.isBefore(latestDay(clock.instant().minus(STRAGGLERS)));
    }

    /// One day of a harvest.
    ///
    /// @param had the papers that came already, in another category
    record Day(
            LocalDate day,
            AnnouncedPapers announced,
            HarvestSink sink,
            Harvesting harvesting,
            Set<PaperId> had) {

        Instant announcement() {
            return AnnouncedPapers.at(day);
        }
    }

    /// @return whether all that the category has of the day so far is in
    private boolean take(Day day, String category, boolean closed)
            throws SourceException, InterruptedException {
        String set = set(category);
        String query = "oai " + day.day + " " + set;
        Optional<Asked> before = journal.asked(NAME, query);
        if (before.isPresent() && isFresh(before.get(), day.day, closed)) {
            return true;
        }
        String place = TITLE + ", " + category + " of " + day.day;
        String parameters =
                "metadataPrefix="
                        + OaiReader.FORMAT
                        + "&from="
                        + day.day
                        + "&until="
                        + day.day
                        + "&set="
                        + encoded(set);
        Set<String> tokens = new HashSet<>();
        try {
            for (int page = 1; page <= MOST_PAGES; page++) {
                String here = page == 1 ? place : place + ", page " + page;
                OaiPage answer =
                        client.ask(
                                new SourceClient.Query(
                                        with(settings.oaiUrl(), "verb=ListRecords&" + parameters),
                                        ArxivFields.XML,
                                        Urgency.HARVEST,
                                        null),
                                received -> oaiPage(received, here));
                handOver(day, answer.batch());
                day.harvesting.note(answer.watch(), answer.batch().rejected());
                if (answer.token().isEmpty()) {
                    break;
                }
                if (answer.token().length() > LONGEST_TOKEN || !tokens.add(answer.token())) {
                    throw new FaultyAnswerException("its pages do not come to an end", Batch.EMPTY);
                }
                parameters = "resumptionToken=" + encoded(answer.token());
            }
        } catch (FaultyAnswerException e) {
            handOver(day, e.readable());
            if (!day.harvesting.giveUp(query, day.day, e)) {
                return false;
            }
            day.sink.rejected(new Rejection(place, "given up: " + e.getMessage()));
        }
        journal.answered(NAME, query, new Asked(clock.instant(), null, null, ""));
        return true;
    }

    private boolean isFresh(Asked asked, LocalDate day, boolean closed) {
        Instant over = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(STRAGGLERS);
        return !asked.at().isBefore(DAYS.last(clock.instant()))
                && !asked.at().isAfter(clock.instant().plus(STRAGGLERS))
                && !(closed && asked.at().isBefore(over));
    }

    record OaiPage(Batch batch, String token, FieldWatch watch) {}

    private static OaiPage oaiPage(SourceResponse answer, String place)
            throws FaultyAnswerException {
        FieldWatch watch = new FieldWatch("oai", ArxivFields.OAI_KNOWN, ArxivFields.OAI_EXPECTED);
        List<OaiReader> opened = new ArrayList<>();
        Batch batch =
                Batch.read(
                        answer,
                        place,
                        text -> {
                            OaiReader reader = new OaiReader(text, place, watch);
                            opened.add(reader);
                            return reader;
                        });
        OaiReader reader = opened.getFirst();
        if (!reader.error().isEmpty() && !reader.error().startsWith("noRecordsMatch")) {
            throw new FaultyAnswerException("it is an error, " + reader.error(), batch);
        }
        return new OaiPage(batch, reader.token(), watch);
    }

    private static void handOver(Day day, Batch batch) {
        List<Paper> fresh = new ArrayList<>();
        List<Paper> changed = new ArrayList<>();
        for (Paper paper : batch.papers()) {
            if (!day.had.add(paper.id())) {
                continue;
            }
            LocalDate feed = day.announced.day;
            if (feed != null && day.announced.ids.contains(paper.id())) {
                fresh.add(paper.toBuilder().announced(AnnouncedPapers.at(feed)).build());
            } else if ((day.announced.whole && day.day.equals(feed)) || !isYoung(paper, day.day)) {
                changed.add(paper);
            } else {
                fresh.add(
                        paper.version() <= 1
                                ? paper.toBuilder().announced(day.announcement()).build()
                                : paper);
            }
        }
        Harvesting.hand(fresh, day.sink::papers);
        Harvesting.hand(changed, day.sink::changes);
        batch.rejected().forEach(day.sink::rejected);
    }

    private static boolean isYoung(Paper paper, LocalDate changed) {
        Instant published = paper.published();
        return published != null
                && published.isAfter(
                        changed.atStartOfDay(ZoneOffset.UTC).toInstant().minus(ON_HOLD));
    }

    /// Papers that were announced, and whose records are not there yet.
    private static void handOverUnrecorded(Day day) {
        List<Paper> fresh = new ArrayList<>();
        List<Paper> changed = new ArrayList<>();
        for (Paper paper : day.announced.papers) {
            if (day.had.add(paper.id())) {
                (paper.announced() == null ? changed : fresh).add(paper);
            }
        }
        Harvesting.hand(fresh, day.sink::papers);
        Harvesting.hand(changed, day.sink::changes);
    }

    /// The set of a category, `cs:cs:AI` or `physics:hep-th`.
    static String set(String category) {
        int point = category.indexOf('.');
        String archive = point < 0 ? category : category.substring(0, point);
        String group = GROUPS.contains(archive) ? archive : "physics";
        if (point < 0) {
            return group.equals(archive) ? group : group + ":" + archive;
        }
        return group + ":" + archive + ":" + category.substring(point + 1);
    }

    // --- announcements ---

    /// What the latest feed announces.
    ///
    /// @param day of the feed, null where it announces nothing
    /// @param whole whether it says everything
    /// @param ids of new papers
    /// @param fetched whether it was fetched just now
    /// @param papers all entries, where it was
    record AnnouncedPapers(
            @Nullable LocalDate day,
            boolean whole,
            Set<PaperId> ids,
            boolean fetched,
            List<Paper> papers) {

        static final AnnouncedPapers NONE =
                new AnnouncedPapers(null, false, Set.of(), false, List.of());

        /// Feeds carry the midnight that begins their day in New York.
        static Instant at(LocalDate day) {
            return day.atStartOfDay(Renewals.NEW_YORK).toInstant();
        }

        String text() {
            return day
                    + " "
                    + whole
                    + " "
                    + ids.stream().map(PaperId::value).sorted().collect(Collectors.joining(" "));
        }

        static AnnouncedPapers of(String text) {
            List<String> words = List.of(text.split(" "));
            return new AnnouncedPapers(
                    words.getFirst().equals("null") ? null : LocalDate.parse(words.getFirst()),
                    Boolean.parseBoolean(words.get(1)),
                    words.stream()
                            .skip(2)
                            .filter(word -> !word.isEmpty())
                            .map(id -> new PaperId(PaperId.Scheme.ARXIV, id))
                            .collect(Collectors.toSet()),
                    false,
                    List.of());
        }
    }

    /// Without the feed the records alone decide, so its failure keeps nothing out.
    private AnnouncedPapers announcements(Harvesting harvesting) throws InterruptedException {
        String names = String.join("+", settings.categories());
        Optional<Asked> known = harvesting.known("feed " + names);
        if (known.isPresent()) {
            return AnnouncedPapers.of(known.get().answer());
        }
        String place = TITLE + ", announcements";
        FieldWatch watch =
                new FieldWatch("feed", ArxivFields.FEED_KNOWN, ArxivFields.FEED_EXPECTED);
        try {
            String site = settings.rssUrl().toString();
            Batch batch =
                    client.ask(
                            new SourceClient.Query(
                                    URI.create(
                                            (site.endsWith("/") ? site : site + "/")
                                                    + "atom/"
                                                    + names),
                                    ArxivFields.XML,
                                    Urgency.HARVEST,
                                    null),
                            answer ->
                                    Batch.read(
                                            answer,
                                            place,
                                            text -> new AtomReader(text, place, watch)));
            harvesting.note(watch, batch.rejected());
            return announcements(batch.papers());
        } catch (SourceException | FaultyAnswerException e) {
            log.warn("The announcements of arXiv could not be read: {}", e.getMessage());
            return AnnouncedPapers.NONE;
        }
    }

    /// What a feed announces is kept for the day, once all of it is in.
    private void noteFeed(AnnouncedPapers announced) {
        if (announced.fetched) {
            journal.answered(
                    NAME,
                    "feed " + String.join("+", settings.categories()),
                    new Asked(clock.instant(), null, null, announced.text()));
        }
    }

    private static AnnouncedPapers announcements(List<Paper> papers) {
        LocalDate day = null;
        Set<PaperId> ids = new HashSet<>();
        for (Paper paper : papers) {
            Instant at = paper.announced();
            if (at != null) {
                ids.add(paper.id());
                LocalDate its = LocalDate.ofInstant(at, Renewals.NEW_YORK);
                day = day == null || its.isAfter(day) ? its : day;
            }
        }
        return new AnnouncedPapers(day, papers.size() < FULL_FEED, ids, true, papers);
    }

    // --- single papers ---

    /// Looks papers up by their identifiers.
    ///
    /// @return those that arXiv has
    Map<ArxivId, Paper> find(Collection<ArxivId> ids, Urgency urgency)
            throws SourceException, FaultyAnswerException, InterruptedException {
        Map<ArxivId, Paper> found = new LinkedHashMap<>();
        List<ArxivId> open = new ArrayList<>();
        for (ArxivId id : ids) {
            ArxivId bare = id.withoutVersion();
            Optional<Asked> known = harvesting().known("paper " + bare);
            if (known.isPresent()) {
                KeptPapers.papers(known.get().answer()).forEach(paper -> found.put(bare, paper));
            } else if (!open.contains(bare)) {
                open.add(bare);
            }
        }
        for (int i = 0; i < open.size(); i += IDS_AT_ONCE) {
            List<ArxivId> some = open.subList(i, Math.min(open.size(), i + IDS_AT_ONCE));
            String names = some.stream().map(ArxivId::toString).collect(Collectors.joining(","));
            Map<PaperId, Paper> answered = new HashMap<>();
            ask("id_list=" + encoded(names) + "&max_results=" + some.size(), urgency)
                    .forEach(paper -> answered.putIfAbsent(paper.id(), paper));
            for (ArxivId id : some) {
                Paper paper = answered.get(PaperId.of(id));
                if (paper != null) {
                    found.put(id, paper);
                }
                keep("paper " + id, paper);
            }
        }
        return found;
    }

    /// The paper that arXiv has for a DOI of a publisher.
    Optional<Paper> find(Doi doi)
            throws SourceException, FaultyAnswerException, InterruptedException {
        return search(
                "doi " + doi, "doi:\"" + doi.value() + "\"", paper -> doi.equals(paper.doi()));
    }

    /// The paper that has exactly this title, letters and digits compared.
    Optional<Paper> findByTitle(String title)
            throws SourceException, FaultyAnswerException, InterruptedException {
        String words = title.replaceAll("[^\\p{L}\\p{N}\\p{M}]+", " ").strip();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String key = PaperId.titleKey(title);
        String phrase = words.length() <= 300 ? words : words.substring(0, 300);
        return search(
                "title " + key,
                "ti:\"" + phrase + "\"",
                paper -> PaperId.titleKey(paper.title()).equals(key));
    }

    private Optional<Paper> search(
            String query, String words, java.util.function.Predicate<Paper> wanted)
            throws SourceException, FaultyAnswerException, InterruptedException {
        Optional<Asked> known = harvesting().known(query);
        if (known.isPresent()) {
            return KeptPapers.papers(known.get().answer()).stream().findFirst();
        }
        List<Paper> found =
                ask("search_query=" + encoded(words) + "&max_results=10", Urgency.LOOKUP).stream()
                        .filter(wanted)
                        .toList();
        // Two papers of one title: nobody can say which is meant.
        Optional<Paper> only = found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        keep(query, only.orElse(null));
        return only;
    }

    private void keep(String query, @Nullable Paper paper) {
        journal.answered(
                NAME,
                query,
                new Asked(
                        clock.instant(),
                        null,
                        null,
                        paper == null ? "" : KeptPapers.text(List.of(paper))));
    }

    private List<Paper> ask(String parameters, Urgency urgency)
            throws SourceException, FaultyAnswerException, InterruptedException {
        String place = TITLE + ", lookup";
        FieldWatch watch = new FieldWatch("api", ArxivFields.API_KNOWN, ArxivFields.API_EXPECTED);
        Batch batch =
                client.ask(
                        new SourceClient.Query(
                                with(settings.apiUrl(), parameters),
                                ArxivFields.XML,
                                urgency,
                                null),
                        answer -> lookup(answer, place, watch));
        harvesting().note(watch, batch.rejected());
        return batch.papers();
    }

    private static Batch lookup(SourceResponse answer, String place, FieldWatch watch)
            throws FaultyAnswerException {
        try {
            return Batch.read(answer, place, text -> new AtomReader(text, place, watch));
        } catch (FaultyAnswerException e) {
            // An identifier of a form that arXiv never gave out is no fault of the answer.
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains(AtomReader.ERROR) && message.contains("incorrect id format")) {
                return Batch.EMPTY;
            }
            throw e;
        }
    }

    private static URI with(URI base, String parameters) {
        return URI.create(base + "?" + parameters);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
