package io.broadsheet.core;

import static java.util.Objects.requireNonNull;

import io.broadsheet.publication.WebPlace;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.subscription.MailSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the core needs to know before it starts.
///
/// @param home the directory of everything that is kept
/// @param bundled files of papers that are taken in while the catalogue is empty
/// @param embeddings `none`, `bge-small-en-v1.5-q`, or the full name of a LangChain4j
///   `EmbeddingModel` class with a constructor without arguments
/// @param embeddingThreads how many threads compute vectors, 1 or more
/// @param database where the store is, if not in a file of the home directory
/// @param sources where new papers come from
/// @param pictures whether papers' pictures are shown
/// @param mail what subscriptions to mail need; empty where no mail is sent
/// @param place where people find the website
public record CoreSettings(
        Path home,
        List<Path> bundled,
        String embeddings,
        int embeddingThreads,
        Optional<PostgresAddress> database,
        SourceSettings sources,
        boolean pictures,
        Optional<MailSettings> mail,
        WebPlace place) {

    /// The model that comes with Broadsheet.
    public static final String BGE_SMALL = "bge-small-en-v1.5-q";

    /// No model: papers are found by their words alone.
    public static final String NO_MODEL = "none";

    /// With the store in the home directory, and without any source.
    public CoreSettings(Path home, List<Path> bundled, String embeddings, int embeddingThreads) {
        this(home, bundled, embeddings, embeddingThreads, Optional.empty(), SourceSettings.OFF);
    }

    /// Without mail and website.
    public CoreSettings(
            Path home,
            List<Path> bundled,
            String embeddings,
            int embeddingThreads,
            Optional<PostgresAddress> database,
            SourceSettings sources,
            boolean pictures) {
        this(
                home,
                bundled,
                embeddings,
                embeddingThreads,
                database,
                sources,
                pictures,
                Optional.empty(),
                WebPlace.NONE);
    }

    /// The same with mail.
    public CoreSettings mailing(MailSettings settings) {
        return new CoreSettings(
                home,
                bundled,
                embeddings,
                embeddingThreads,
                database,
                sources,
                pictures,
                Optional.of(settings),
                place);
    }

    /// With pictures.
    public CoreSettings(
            Path home,
            List<Path> bundled,
            String embeddings,
            int embeddingThreads,
            Optional<PostgresAddress> database,
            SourceSettings sources) {
        this(home, bundled, embeddings, embeddingThreads, database, sources, true);
    }

    /// The same with a website.
    public CoreSettings at(WebPlace web) {
        return new CoreSettings(
                home,
                bundled,
                embeddings,
                embeddingThreads,
                database,
                sources,
                pictures,
                mail,
                web);
    }

    public CoreSettings {
        requireNonNull(home);
        requireNonNull(embeddings);
        requireNonNull(sources);
        requireNonNull(place);
        bundled = List.copyOf(bundled);
        if (embeddingThreads < 1) {
            throw new IllegalArgumentException(
                    "vectors are computed by 1 thread or more, not " + embeddingThreads);
        }
    }
}
