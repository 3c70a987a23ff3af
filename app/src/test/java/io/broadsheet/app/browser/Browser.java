package io.broadsheet.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// The system's Chromium without a window, and what is measured in it.
public final class Browser implements AutoCloseable {

    private static final List<Path> CHROMIUM =
            List.of(
                    Path.of("/usr/bin/chromium"),
                    Path.of("/usr/bin/chromium-browser"),
                    Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final String AXE = read("/axe.min.js");

    /// Scrolls through the page, so that every picture is loaded, and adds up by how much what was
    /// there moved by itself (web.dev/cls).
    private static final String LAYOUT_SHIFT =
            """
            const done = arguments[arguments.length - 1];
            let sum = 0;
            new PerformanceObserver(list => {
              for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
            }).observe({type: 'layout-shift', buffered: true});
            window.scrollTo(0, document.body.scrollHeight);
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
              window.scrollTo(0, 0);
              done(sum);
            }, 50)));
            """;

    /// All that the page made the browser read, uncompressed, without pictures.
    private static final String BYTES =
            """
            const pages = performance.getEntriesByType('navigation');
            const parts = performance.getEntriesByType('resource').filter(it => it.initiatorType !== 'img');
            return [...pages, ...parts].reduce((sum, it) => sum + it.decodedBodySize, 0);
            """;

    private static final String RUN_AXE =
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {preload: false}).then(
                found => done(found.violations.map(it => it.id + ': ' + it.nodes.map(node => node.html).join(' | '))),
                failed => done(['axe failed: ' + failed]));
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /// Starts it. Where there is none, the test that asks is skipped and says so; in continuous
    /// integration it fails.
    ///
    /// @param arguments further ones of Chromium's command line
    public static Browser start(String... arguments) {
        Optional<Path> chromium = CHROMIUM.stream().filter(Files::isExecutable).findFirst();
        if (chromium.isEmpty() || !Files.isExecutable(DRIVER)) {
            String missing =
                    "There is no Chromium with its driver here, so no page was looked at. Debian and Ubuntu have both:"
                            + " apt-get install chromium chromium-driver";
            if (System.getenv("CI") != null) {
                fail(missing);
            }
            abort(missing);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en-GB");
        options.addArguments(arguments);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60));
        return new Browser(driver);
    }

    /// Makes the next page look as on another screen.
    public void look(int width, int height, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    public void open(String address) {
        driver.get(address);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /// What axe-core finds wrong for people who cannot see, hear or use a mouse, each with the
    /// elements that it is about.
    public List<String> violations() {
        script().executeScript(AXE);
        List<String> found = new ArrayList<>();
        ((List<?>) result(script().executeAsyncScript(RUN_AXE)))
                .forEach(each -> found.add(String.valueOf(each)));
        return found;
    }

    /// By how much the page moved by itself.
    public double layoutShift() {
        return ((Number) result(script().executeAsyncScript(LAYOUT_SHIFT))).doubleValue();
    }

    /// How much was read, without pictures and uncompressed, in bytes.
    public long bytes() {
        return ((Number) result(script().executeScript(BYTES))).longValue();
    }

    /// By how many pixels the page is wider than the window.
    public long overflow() {
        return ((Number)
                        result(
                                script().executeScript(
                                                "return document.documentElement.scrollWidth - window.innerWidth")))
                .longValue();
    }

    /// What the console says is wrong, since it was asked last.
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /// Keeps what is seen now, for people to look at.
    public void picture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JavascriptExecutor script() {
        return driver;
    }

    private static Object result(Object value) {
        assertThat(value).isNotNull();
        return value;
    }

    private static String read(String resource) {
        try (InputStream file = Browser.class.getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
