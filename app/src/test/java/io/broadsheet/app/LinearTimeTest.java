package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.bibliography.Bibliography;
import io.broadsheet.catalogue.PastDay;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.command.Conversation;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.ingest.latex.Latex;
import io.broadsheet.ingest.latex.LinkLifter;
import io.broadsheet.interaction.WrittenLine;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.AskedName;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Zones;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever reads people's text takes time that grows with it and no faster, whatever it is made
/// of.
///
/// Processor time is measured, so that other work on the machine does not count. A quadratic reader
/// takes sixteen times as long for four times the text, and seconds for the longer one.
class LinearTimeTest {

    private static final int SHORT = 16_000;
    private static final int LONG = 4 * SHORT;

    /// Far above what any takes, far below what a quadratic one does.
    private static final double MOST_SECONDS = 2;

    /// Growth is judged where it can be told from noise.
    private static final double TOLD_SECONDS = 0.5;

    private static final double MOST_GROWTH = 10;

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 4);
    private static final Pattern MENTION = Pattern.compile("<@U0BROADSHT(?:\\|[^>]*)?>");

    /// Not among them is "İ": Java's own `toLowerCase` copies the whole text for each, which takes
    /// half a second for 64,000 of them. No reader is given more than 4,000 characters by a
    /// platform.
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "a ",
                    " ",
                    "\t",
                    "\n",
                    "9",
                    "0.",
                    "1,",
                    "\u0301",
                    "\u0301\u0323",
                    "e\u0301",
                    "\uff9e\u0301",
                    "\u0f71\u0f74",
                    "\ufdfa",
                    "\u200b",
                    "ﬁ",
                    "👩\u200d",
                    "'",
                    "\"",
                    "“",
                    "`",
                    "(",
                    "((a",
                    "[",
                    "[a](",
                    "{",
                    "{a",
                    "}",
                    "$",
                    "$a",
                    "\\",
                    "\\frac{",
                    "\\emph{a",
                    "\\href{http://a",
                    "^{",
                    "_",
                    "*",
                    "~~",
                    "|",
                    "<",
                    "<@",
                    "<@U0BROADSHT",
                    "<#C1|",
                    "<http://a|",
                    "&",
                    "&amp;",
                    "&#",
                    "@",
                    "#",
                    "-",
                    "a-",
                    "--",
                    ",",
                    ", ",
                    ";",
                    ":",
                    "::",
                    "/",
                    "a/",
                    "2503.",
                    "2503.14476",
                    "2503.14476v",
                    "arXiv:",
                    "hep-th/",
                    "10.1145/",
                    "10.1145/a.",
                    "doi.org/",
                    "http://",
                    "https://arxiv.org/abs/",
                    "https://arxiv.org/pdf/2503.14476",
                    "author:",
                    "author:\"",
                    "author:a ",
                    "in:cs.",
                    "since:3 days ",
                    "since:",
                    "year:2020..",
                    "-author:",
                    "and ",
                    "about ",
                    "about a, ",
                    "at ",
                    "weekdays ",
                    "every other ",
                    "monday, ",
                    "mon and ",
                    "9:",
                    "09:00 ",
                    "9am ",
                    "UTC+",
                    "Europe/",
                    "new york ",
                    "in ",
                    "without thread ",
                    "as digest ",
                    "van ",
                    "O'",
                    "A. ",
                    "Jr., ",
                    "et al. ",
                    "3 days ago ",
                    "2020-01-",
                    "January ",
                    "last ");

    private interface Reader {
        void read(String text) throws Exception;
    }

    private static final Map<String, Reader> READERS = new LinkedHashMap<>();

    static {
        READERS.put("a schedule", ScheduleText::read);
        READERS.put("whether it is a schedule", ScheduleText::isOrder);
        READERS.put("a time", ScheduleText::time);
        READERS.put("a schedule's zone", ScheduleText::zone);
        READERS.put("a schedule's mentions", ScheduleText::mentions);
        READERS.put("a zone", Zones::find);
        READERS.put("an offset", Zones::offset);
        READERS.put("zones nearby", text -> Zones.suggest(text, 3));
        READERS.put("zones to complete", text -> Zones.complete(text, 10));
        READERS.put("a person's name", AskedName::of);
        READERS.put("an author", Author::read);
        READERS.put("an arXiv id", ArxivId::parse);
        READERS.put("a DOI", Doi::parse);
        READERS.put("a paper's id", PaperId::parse);
        READERS.put("a title's key", PaperId::titleKey);
        READERS.put("a reference", PaperReferences::parse);
        READERS.put("a line that names a paper", PaperReferences::named);
        READERS.put("references in a message", PaperReferences::findAll);
        READERS.put("a day", text -> PastDay.parse(text, TODAY));
        READERS.put("a query", text -> QueryLanguage.parse(text, TODAY));
        READERS.put("a mention", text -> WrittenLine.of(text, MENTION));
        READERS.put("a list of papers", Bibliography::read);
        READERS.put("LaTeX", Latex::readable);
        READERS.put("links", LinkLifter::lift);
    }

    @TempDir private Path home;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void everyReaderTakesLinearTime() {
        List<String> slow = new ArrayList<>();
        READERS.forEach(
                (name, reader) -> PIECES.forEach(piece -> judge(name, reader, piece, slow)));
        assertThat(slow).isEmpty();
    }

    @Test
    void soDoWholeCommands() {
        List<String> slow = new ArrayList<>();
        try (BotCore core =
                BotCore.start(
                        new CoreSettings(
                                home,
                                List.of(
                                        ProjectFilesTest.PROJECT.resolve(
                                                "config/catalogue/papers.jsonl")),
                                CoreSettings.NO_MODEL,
                                1),
                        Clock.fixed(Instant.parse("2026-03-04T09:00:00Z"), ZoneOffset.UTC))) {
            Conversation conversation = core.conversation();
            Caller caller =
                    new Caller(
                            new UserRef(Platform.CONSOLE, "local", "ana"),
                            new ChannelRef(Platform.CONSOLE, "local", "general"),
                            "ana",
                            "general",
                            ZoneOffset.UTC,
                            Locale.ENGLISH,
                            true,
                            Set.of());
            Map<String, Consumer<String>> readers = readers(conversation, caller);
            readers.forEach((name, reader) -> {
                for (int i = 0; i < PIECES.size(); i++) {
                    // Each command meets each tenth piece, and all of them meet all.
                    if ((i + name.hashCode()) % 10 == 0) {
                        judge(name, reader::accept, PIECES.get(i), slow);
                    }
                }
            });
        }
        assertThat(slow).isEmpty();
    }

    private static Map<String, Consumer<String>> readers(Conversation conversation, Caller caller) {
        Map<String, Consumer<String>> readers = new LinkedHashMap<>();
        readers.put("a line", text -> conversation.typed(text, caller));
        readers.put("a message", text -> conversation.found(text, caller));
        readers.put("completion", text -> conversation.complete(text, caller));
        for (CommandSpec spec : CommandBook.typed()) {
            readers.put(spec.name(), text -> conversation.typed(spec.name() + " " + text, caller));
            for (CommandSpec.Option option : spec.options()) {
                readers.put(
                        spec.name() + " " + option.name(),
                        text ->
                                conversation.chosen(
                                        spec.name(),
                                        new Arguments(Map.of(option.name(), text)),
                                        caller));
            }
        }
        return readers;
    }

    private void judge(String name, Reader reader, String piece, List<String> slow) {
        double shorter = seconds(reader, piece, SHORT);
        if (shorter > MOST_SECONDS) {
            slow.add("%s of '%s': %.2f s for %d characters".formatted(name, piece, shorter, SHORT));
            return;
        }
        double longer = seconds(reader, piece, LONG);
        if (longer < TOLD_SECONDS) {
            return;
        }
        // Once more, since the first time compiles.
        shorter = Math.min(shorter, seconds(reader, piece, SHORT));
        if (longer > MOST_SECONDS
                || longer > TOLD_SECONDS && longer > MOST_GROWTH * Math.max(shorter, 0.001)) {
            slow.add(
                    "%s of '%s': %.2f s for %d characters, %.2f s for %d"
                            .formatted(name, piece, shorter, SHORT, longer, LONG));
        }
    }

    private double seconds(Reader reader, String piece, int length) {
        String text = piece.repeat(length / piece.length() + 1).substring(0, length);
        long since = threads.getCurrentThreadCpuTime();
        try {
            reader.read(text);
        } catch (Exception e) {
            // What is refused is read as well.
            assertThat(e).isNotInstanceOf(RuntimeException.class);
        }
        return (threads.getCurrentThreadCpuTime() - since) / 1e9;
    }
}
