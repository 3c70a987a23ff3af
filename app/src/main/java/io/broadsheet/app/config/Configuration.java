package io.broadsheet.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A configuration file that was read and found right.
///
/// @param file where it was found
/// @param effective every key with the value that holds, secrets masked, in the order of [Settings]
public record Configuration(Path file, Settings settings, Map<String, String> effective) {

    public Configuration {
        effective = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(effective));
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
            problems.add(
                    new Problem(
                            file.toString(),
                            0,
                            Files.exists(file) ? "It cannot be read." : "There is no such file."));
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
        if (!problems.isEmpty() || settings.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new BadConfiguration("The configuration " + file, problems);
        }
        return new Configuration(file, settings.get(), binder.effective());
    }
}
