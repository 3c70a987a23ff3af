package io.broadsheet.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where things lie on this computer.
///
/// @param environment the environment variables
/// @param osName the operating system's name, as the property `os.name` gives it
/// @param userHome the person's own directory
/// @param distribution the directory that has `config/`: a checkout or an unpacked release
public record Places(
        Map<String, String> environment, String osName, Path userHome, Path distribution) {

    private static final String FILE = "broadsheet.yaml";

    public Places {
        environment = Map.copyOf(environment);
    }

    /// The places of this process. The launcher names the distribution in the property
    /// `broadsheet.dist`; without it, it is the nearest directory above this class's jar that has
    /// `config/broadsheet.yaml`.
    public static Places ofThisProcess() {
        return new Places(
                System.getenv(),
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", ".")),
                findDistribution());
    }

    /// The file to read: the one named by `--config`, else by `BROADSHEET_CONFIG`, else
    /// `broadsheet.yaml` in the home directory, else the distribution's.
    Path configFile(Optional<Path> named) {
        return named.or(() -> variable("BROADSHEET_CONFIG").map(Path::of))
                .or(() -> Optional.of(home().resolve(FILE)).filter(Files::isRegularFile))
                .orElseGet(() -> configDirectory().resolve(FILE));
    }

    public Path configDirectory() {
        return distribution.resolve("config");
    }

    /// `BROADSHEET_HOME`, else the place where programs keep their data on this system:
    /// `$XDG_DATA_HOME/broadsheet` or `~/.local/share/broadsheet` (XDG Base Directory
    /// Specification), `~/Library/Application Support/Broadsheet` on macOS,
    /// `%LOCALAPPDATA%\Broadsheet` on Windows.
    Path home() {
        return homeAt(environment.getOrDefault("BROADSHEET_HOME", ""));
    }

    /// The home directory somebody wrote down: `~` is the person's own directory, a relative path
    /// starts at the working directory, and an empty one is the usual place.
    Path homeAt(String written) {
        return (written.isBlank() ? usualHome() : expand(written.strip()))
                .toAbsolutePath()
                .normalize();
    }

    private Path usualHome() {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return variable("LOCALAPPDATA")
                    .map(Path::of)
                    .orElse(userHome.resolve("AppData").resolve("Local"))
                    .resolve("Broadsheet");
        }
        if (os.startsWith("mac")) {
            return userHome.resolve("Library").resolve("Application Support").resolve("Broadsheet");
        }
        // The specification tells programs to ignore relative paths here.
        return variable("XDG_DATA_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(userHome.resolve(".local").resolve("share"))
                .resolve("broadsheet");
    }

    /// A path as written in the configuration: `~` is the person's own directory, a relative path
    /// starts at the distribution's `config/`.
    Path resolve(String written) {
        return configDirectory().resolve(expand(written)).toAbsolutePath().normalize();
    }

    private Path expand(String written) {
        if (written.equals("~")) {
            return userHome;
        }
        return written.startsWith("~/") || written.startsWith("~\\")
                ? userHome.resolve(written.substring(2))
                : Path.of(written);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Path findDistribution() {
        String named = System.getProperty("broadsheet.dist");
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        try {
            Path code =
                    Path.of(
                            Places.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path above : List.of(code, here)) {
                for (Path place = above; place != null; place = place.getParent()) {
                    if (Files.isRegularFile(place.resolve("config").resolve(FILE))) {
                        return place;
                    }
                }
            }
        } catch (java.net.URISyntaxException
                | IllegalArgumentException
                | java.nio.file.FileSystemNotFoundException e) {
            return here;
        }
        return here;
    }
}
