package io.broadsheet.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sends what the program logs to files under the home directory, so that the terminal belongs to
/// the person in front of it.
final class Logs {

    private static @Nullable Path directory;

    /// To be called before anything asks for a logger. The first one that is asked for makes the
    /// files, so a command that logs nothing leaves none.
    ///
    /// @param settings the file that says how to log, `config/logback.xml`
    /// @param to `files`, `stdout` or `json`
    static void begin(Path home, Path settings, String to) throws CannotStart {
        if (!Files.isRegularFile(settings)) {
            throw new CannotStart(
                    "Broadsheet lacks its file "
                            + settings
                            + ". Start it with ./broadsheet, or name the directory that has config/ with -Dbroadsheet.dist=DIRECTORY.");
        }
        directory = directory(home);
        System.setProperty("broadsheet.logs", directory.toString());
        System.setProperty("broadsheet.log.to", to);
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", settings.toString());
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /// Where the files of a home directory are.
    static Path directory(Path home) {
        return home.resolve("logs");
    }

    private static boolean areThere() {
        return directory != null && Files.isWritable(directory);
    }

    /// Keeps what a person need not see.
    static void note(@Nullable String message, @Nullable Throwable cause) {
        if (areThere()) {
            LoggerFactory.getLogger(Main.class).error(message, cause);
        }
    }

    /// What a failure says of itself, in one line.
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        String sentence =
                message == null || message.isBlank()
                        ? failure.getClass().getSimpleName()
                        : message.lines().findFirst().orElse("").strip();
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /// Where to read more; nothing while nothing is logged.
    static String whereabouts() {
        return areThere() ? " The log in " + directory + " has more." : "";
    }

    private Logs() {}
}
