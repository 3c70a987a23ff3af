package io.broadsheet.ingest.source;

import io.broadsheet.source.PaperDiscovery;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.Sources;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The network sources that the settings switch on. One that is off is never asked anything.
public final class NetworkSources implements Sources {

    private static final Renewals DAILY =
            new Renewals(
                    ZoneOffset.UTC, List.of(LocalTime.MIDNIGHT), EnumSet.allOf(DayOfWeek.class));

    private final SourceJournal journal;
    private final List<PaperSource> harvested = new ArrayList<>();
    private final PaperLookup lookup;
    private final PaperDiscovery discovery;
    private final List<SourceSwitch> named;
    private final List<SourceClient> clients = new ArrayList<>();

    private record SourceSwitch(String name, String title, boolean on) {}

    private NetworkSources(
            SourceSettings settings,
            SourceJournal journal,
            Clock clock,
            Function<Duration, Manners> manners) {
        this.journal = journal;
        SourceSettings.HuggingFace face = settings.huggingFace();
        SourceSettings.Arxiv arxiv = settings.arxiv();
        SourceSettings.SemanticScholar scholar = settings.semanticScholar();
        SourceSettings.OpenAlex alex = settings.openAlex();
        Map<String, String> agent = Map.of("User-Agent", userAgent(settings.contact()));

        HuggingFaceSource huggingFace = null;
        if (face.enabled()) {
            SourceClient client =
                    client(
                            HuggingFaceSource.NAME,
                            HuggingFaceSource.TITLE,
                            manners.apply(HuggingFaceSource.SPACING),
                            List.of(face.url()),
                            with(
                                    agent,
                                    "Authorization",
                                    face.token().isEmpty() ? "" : "Bearer " + face.token()),
                            clock);
            huggingFace = new HuggingFaceSource(face, client, journal, clock);
        }
        ArxivSource archive = null;
        if (arxiv.enabled()) {
            SourceClient client =
                    client(
                            ArxivSource.NAME,
                            ArxivSource.TITLE,
                            manners.apply(Duration.ofSeconds(arxiv.secondsBetweenRequests())),
                            List.of(arxiv.apiUrl(), arxiv.oaiUrl(), arxiv.rssUrl()),
                            agent,
                            clock);
            archive = new ArxivSource(arxiv, client, journal, clock);
        }
        if (huggingFace != null) {
            harvested.add(
                    archive == null
                            ? huggingFace
                            : new CompletedSource(huggingFace, archive, journal, clock));
        }
        if (archive != null && !arxiv.categories().isEmpty()) {
            harvested.add(archive);
        }
        List<DoiRegister> registers = new ArrayList<>();
        if (scholar.enabled()) {
            registers.add(
                    new SemanticScholarSource(
                            scholar.url(),
                            client(
                                    SemanticScholarSource.NAME,
                                    SemanticScholarSource.TITLE,
                                    manners.apply(SemanticScholarSource.SPACING),
                                    List.of(scholar.url()),
                                    with(agent, "x-api-key", scholar.key()),
                                    clock)));
        }
        if (alex.enabled()) {
            registers.add(
                    new OpenAlexSource(
                            alex.url(),
                            alex.key(),
                            client(
                                    OpenAlexSource.NAME,
                                    OpenAlexSource.TITLE,
                                    manners.apply(OpenAlexSource.SPACING),
                                    List.of(alex.url()),
                                    agent,
                                    clock)));
        }
        lookup = new NetworkLookup(archive, huggingFace, registers, journal, clock, DAILY);
        discovery = huggingFace == null ? PaperDiscovery.NONE : huggingFace;
        named =
                List.of(
                        new SourceSwitch(
                                HuggingFaceSource.NAME, HuggingFaceSource.TITLE, face.enabled()),
                        new SourceSwitch(ArxivSource.NAME, ArxivSource.TITLE, arxiv.enabled()),
                        new SourceSwitch(
                                SemanticScholarSource.NAME,
                                SemanticScholarSource.TITLE,
                                scholar.enabled()),
                        new SourceSwitch(
                                OpenAlexSource.NAME, OpenAlexSource.TITLE, alex.enabled()));
    }

    /// Makes ready to ask; nothing is asked yet.
    ///
    /// @param journal what all processes remember together
    public static NetworkSources open(SourceSettings settings, SourceJournal journal, Clock clock) {
        return open(settings, journal, clock, Manners::usual);
    }

    /// @param manners made of the spacing that a source asks for
    static NetworkSources open(
            SourceSettings settings,
            SourceJournal journal,
            Clock clock,
            Function<Duration, Manners> manners) {
        return new NetworkSources(settings, journal, clock, manners);
    }

    private SourceClient client(
            String name,
            String title,
            Manners manners,
            List<URI> bases,
            Map<String, String> headers,
            Clock clock) {
        SourceClient client =
                new SourceClient(name, title, manners, bases, headers, journal, clock);
        clients.add(client);
        return client;
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        if (!value.isEmpty()) {
            all.put(name, value);
        }
        return all;
    }

    private static String userAgent(String contact) {
        String version = NetworkSources.class.getPackage().getImplementationVersion();
        return "Broadsheet"
                + (version == null ? "" : "/" + version)
                + (contact.isEmpty() ? "" : " (" + contact + ")");
    }

    @Override
    public List<PaperSource> harvested() {
        return List.copyOf(harvested);
    }

    @Override
    public PaperLookup lookup() {
        return lookup;
    }

    @Override
    public PaperDiscovery discovery() {
        return discovery;
    }

    @Override
    public List<SourceState> states() {
        return named.stream().map(each -> journal.state(each.name, each.title, each.on)).toList();
    }

    @Override
    public void close() {
        clients.forEach(SourceClient::close);
    }
}
