package io.broadsheet.app.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A configuration file that was read and found right.
///
/// @param file where it was found
/// @param effective every key with the value that holds, secrets masked, in the order of [Settings]
public record Configuration(Path file, Settings settings, Map<String, String> effective) {

    private static final int ARXIV_PACE = 3;

    public Configuration {
        effective = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(effective));
    }

    /// What the configuration names and is not there: files and classes. Other things than the
    /// configuration may be the cause, so that it is right without them.
    public List<Problem> missing() {
        List<Problem> problems = new ArrayList<>();
        for (Path bundled : settings.catalogue().bundled()) {
            if (!Files.isReadable(bundled) || !Files.isRegularFile(bundled)) {
                problems.add(
                        new Problem(
                                file.toString(),
                                0,
                                "catalogue.bundled names "
                                        + bundled
                                        + ", which is no file that can be read."));
            }
        }
        String embeddings = settings.search().embeddings();
        if (embeddings.contains(".") && !embeddings.startsWith("bge-") && !exists(embeddings)) {
            problems.add(
                    new Problem(
                            file.toString(),
                            0,
                            "search.embeddings names the class "
                                    + embeddings
                                    + ", which does not exist. For example bge-small-en-v1.5-q."));
        }
        return problems;
    }

    /// @throws BadConfiguration where something is missing
    public void requireNothingMissing() throws BadConfiguration {
        List<Problem> problems = missing();
        if (!problems.isEmpty()) {
            throw new BadConfiguration("The configuration " + file, problems);
        }
    }

    private static boolean exists(String className) {
        try {
            Class.forName(className, false, Configuration.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static String unreadable(Path file, IOException e) {
        if (e instanceof CharacterCodingException) {
            return "It is not UTF-8 text. Save it in that encoding.";
        }
        if (Files.isDirectory(file)) {
            return "It is a directory, but must be a file.";
        }
        if (e instanceof AccessDeniedException) {
            return "The user that Broadsheet runs as may not read it.";
        }
        return Files.exists(file)
                ? "It cannot be read: " + e.getMessage() + "."
                : "There is no such file.";
    }

    /// arXiv's terms of use for its interfaces (info.arxiv.org/help/api/tou.html): a request every
    /// three seconds.
    private static void checkPace(
            Settings.Arxiv arxiv, Path file, Node.Keys root, List<Problem> problems) {
        boolean itself =
                Stream.of(arxiv.apiUrl(), arxiv.oaiUrl(), arxiv.rssUrl())
                        .map(url ->
                                String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT))
                        .anyMatch(host -> host.equals("arxiv.org") || host.endsWith(".arxiv.org"));
        if (arxiv.enabled() && itself && arxiv.secondsBetweenRequests() < ARXIV_PACE) {
            problems.add(
                    new Problem(
                            file.getFileName().toString(),
                            root.line("sources", "arxiv", "secondsBetweenRequests"),
                            "sources.arxiv.secondsBetweenRequests is "
                                    + arxiv.secondsBetweenRequests()
                                    + ", but arXiv's terms ask for "
                                    + ARXIV_PACE
                                    + " or more; only a mirror of your own may be asked faster. For example "
                                    + ARXIV_PACE
                                    + "."));
        }
    }

    /// Finds and reads the configuration.
    ///
    /// @param named the file that the person asked for, if any
    /// @throws BadConfiguration with everything that is wrong
    public static Configuration load(Places places, Optional<Path> named) throws BadConfiguration {
        Path file = places.configFile(named);
        List<Problem> problems = new ArrayList<>();
        String yaml = "";
        try {
            yaml = Files.readString(file);
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), 0, unreadable(file, e)));
            throw new BadConfiguration("The configuration", problems);
        }
        Node.Keys root = Node.read(file.getFileName().toString(), yaml, problems::add);
        Binder binder =
                new Binder(
                        file.getFileName().toString(),
                        new Substitution(places.environment()),
                        places,
                        problems);
        Optional<Settings> settings = binder.bind(root);
        settings.ifPresent(it -> checkPace(it.sources().arxiv(), file, root, problems));
        if (!problems.isEmpty() || settings.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new BadConfiguration("The configuration " + file, problems);
        }
        return new Configuration(file, settings.get(), binder.effective());
    }
}
