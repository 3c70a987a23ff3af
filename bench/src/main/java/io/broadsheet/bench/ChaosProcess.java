package io.broadsheet.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A [ChaosBot] that is started, killed and started again.
final class ChaosProcess {

    private static final long START_SECONDS = 60;

    private final List<String> arguments;
    private @Nullable Process process;
    private int diedAlone;
    private int starts;

    ChaosProcess(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
    }

    /// Starts it, and waits until it serves or has given up.
    ///
    /// @return whether it serves
    boolean start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChaosBot.class.getName()));
        command.addAll(arguments);
        Process started =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process = started;
        starts++;
        Thread reading = Thread.ofVirtual().start(() -> awaitServing(started));
        return reading.join(java.time.Duration.ofSeconds(START_SECONDS)) && started.isAlive();
    }

    private static void awaitServing(Process started) {
        try (BufferedReader said = started.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.equals("serving")) {
                line = said.readLine();
            }
        } catch (IOException e) {
            // It was killed.
            Thread.currentThread().interrupt();
        }
    }

    /// Kills it as a lack of memory or power does.
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            diedAlone += running.isAlive() ? 0 : 1;
            running.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    /// How often it was found dead that nobody had killed.
    int diedAlone() {
        return diedAlone;
    }

    int starts() {
        return starts;
    }

    boolean isAlive() {
        Process running = process;
        return running != null && running.isAlive();
    }
}
