package io.broadsheet.app.console;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.message.Block;
import io.broadsheet.message.Form;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console for people at a terminal: colours, history, completion, and text set to the width of
/// the window.
public final class TerminalConsole {

    private static final Logger log = LoggerFactory.getLogger(TerminalConsole.class);

    /// Nobody waits for offers behind a longer line.
    private static final int LONGEST_COMPLETED = 400;

    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle ACCENT =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);

    private final Terminal terminal;
    private final Session session;
    private final LineReader reader;
    private final LineReader fields;
    private final int width;
    private final boolean hyperlinks;

    /// @param home where history and received files are kept
    /// @param width the most columns to use
    public TerminalConsole(
            Terminal terminal,
            Dialogue dialogue,
            Seat seat,
            Path home,
            int width,
            Map<String, String> environment) {
        this.terminal = terminal;
        this.session =
                new Session(
                        dialogue,
                        file -> keep(home.resolve("files"), file),
                        seat,
                        Set.of(Caller.Feature.SHARING, Caller.Feature.FORMS));
        this.width = width;
        this.hyperlinks = Hyperlinks.understood(environment);
        this.reader =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("Broadsheet")
                        .parser(new LineWords())
                        .completionMatcher(new AnyMatch())
                        .completer((_, line, candidates) -> complete(line, candidates))
                        .variable(LineReader.HISTORY_FILE, home.resolve("console-history"))
                        .variable(LineReader.HISTORY_SIZE, 2000)
                        .variable(LineReader.HISTORY_FILE_SIZE, 4000)
                        .variable(LineReader.LIST_MAX, 50)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                        .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                        .option(LineReader.Option.CASE_INSENSITIVE, true)
                        .option(LineReader.Option.CASE_INSENSITIVE_SEARCH, true)
                        .option(LineReader.Option.AUTO_REMOVE_SLASH, false)
                        .option(LineReader.Option.AUTO_PARAM_SLASH, false)
                        .build();
        Pasting.bound(reader, Session.LONGEST_LINE + 1);
        this.fields =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("Broadsheet")
                        .parser(new LineWords())
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .build();
        Pasting.bound(fields, Session.LONGEST_LINE);
    }

    /// Talks until the person leaves.
    ///
    /// @param papers how many there are to talk about
    public void run(long papers) {
        greet(papers);
        while (true) {
            String typed;
            try {
                typed = reader.readLine(prompt());
            } catch (UserInterruptException e) {
                if (e.getPartialLine().isBlank()) {
                    print(List.of(new AttributedString("Ctrl-D or /quit leaves.", FAINT)));
                }
                continue;
            } catch (EndOfFileException e) {
                print(List.of(new AttributedString("Bye.", FAINT)));
                return;
            }
            if (!all(typed)) {
                print(List.of(new AttributedString("Bye.", FAINT)));
                return;
            }
        }
    }

    /// Answers what was entered: a pasted text of several lines is as many commands.
    ///
    /// @return whether the person stays
    private boolean all(String typed) {
        List<String> lines = typed.lines().filter(line -> !line.isBlank()).toList();
        for (String line : lines) {
            if (lines.size() > 1) {
                print(List.of(new AttributedString("> " + Untrusted.line(line), ACCENT)));
            }
            if (!carryOn(session.enter(line, look()))) {
                return false;
            }
        }
        return true;
    }

    /// Shows what was posted meanwhile, above the line being typed.
    public void arrive(ConsolePlatform.Arrival arrival) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        session.arrive(arrival, look()).forEach(line -> text.append(line).append("\n"));
        reader.printAbove(text.toAttributedString());
    }

    private void greet(long papers) {
        String count =
                papers == 1 ? "1 paper" : String.format(Locale.ENGLISH, "%,d papers", papers);
        AttributedString tries =
                new AttributedStringBuilder()
                        .append("Try ")
                        .append("search vision tokenizers", ACCENT)
                        .append(", ")
                        .append("trending", ACCENT)
                        .append(" or ")
                        .append("recommend", ACCENT)
                        .append(".")
                        .toAttributedString();
        AttributedString hints =
                new AttributedString("help lists everything, Tab completes, Ctrl-D leaves.", FAINT);
        print(
                List.of(
                        new AttributedStringBuilder()
                                .append("Broadsheet", AttributedStyle.BOLD)
                                .append(" · " + count, FAINT)
                                .toAttributedString(),
                        tries,
                        hints,
                        line("")));
    }

    private boolean carryOn(Session.Outcome outcome) {
        return switch (outcome) {
            case Session.Outcome.Say(List<AttributedString> lines) -> {
                if (!lines.isEmpty()) {
                    print(lines);
                    print(List.of(line("")));
                }
                yield true;
            }
            case Session.Outcome.SayFirst(
                            List<AttributedString> lines,
                            Supplier<Session.Outcome> rest) -> {
                print(lines);
                yield carryOn(rest.get());
            }
            case Session.Outcome.Ask(Form form) ->
                    ask(form)
                            .map(values -> carryOn(session.submit(form, values, look())))
                            .orElse(true);
            case Session.Outcome.Leave() -> false;
        };
    }

    private Optional<Map<String, String>> ask(Form form) {
        print(
                List.of(
                        new AttributedString(Untrusted.line(form.title()), AttributedStyle.BOLD),
                        new AttributedString("Return sends an answer, Ctrl-C gives up.", FAINT)));
        Map<String, String> values = new LinkedHashMap<>();
        for (Form.Field field : form.fields()) {
            String hint =
                    field.placeholder().isEmpty()
                            ? ""
                            : " (" + Untrusted.line(field.placeholder()) + ")";
            String prompt =
                    new AttributedStringBuilder()
                            .append(Untrusted.line(field.label()))
                            .append(hint, FAINT)
                            .append(": ")
                            .toAnsi(terminal);
            String value = "";
            do {
                try {
                    value = fields.readLine(prompt).strip();
                } catch (UserInterruptException | EndOfFileException e) {
                    print(List.of(new AttributedString("Nothing was sent.", FAINT), line("")));
                    return Optional.empty();
                }
            } while (value.isEmpty() && field.required());
            if (!value.isEmpty()) {
                values.put(field.option(), value);
            }
        }
        return Optional.of(values);
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        if (before.length() > LONGEST_COMPLETED) {
            return;
        }
        int position = 0;
        for (Completion completion : session.complete(before)) {
            String value = Untrusted.line(completion.value());
            String label = Untrusted.line(completion.label());
            candidates.add(
                    new Candidate(
                            value,
                            label,
                            null,
                            null,
                            null,
                            null,
                            !value.endsWith(":"),
                            position++));
        }
        if (before.startsWith("/") && !before.contains(" ")) {
            for (String own : List.of("/as", "/channel", "/quit")) {
                candidates.add(new Candidate(own, own, null, null, null, null, true, position++));
            }
        }
    }

    private String prompt() {
        Seat seat = session.seat();
        return new AttributedStringBuilder()
                .append(seat.name(), AttributedStyle.BOLD)
                .append(" #" + seat.channel(), FAINT)
                .append(" › ", ACCENT)
                .toAnsi(terminal);
    }

    private Look look() {
        int columns = terminal.getSize().getColumns() <= 0 ? 80 : terminal.getSize().getColumns();
        return new Look(false, Math.min(columns, width), hyperlinks, terminal);
    }

    private void print(List<AttributedString> lines) {
        lines.forEach(line -> terminal.writer().println(line.toAnsi(terminal)));
        terminal.flush();
    }

    private static AttributedString line(String text) {
        return new AttributedString(text);
    }

    private static String keep(Path directory, Block.File file) {
        String name =
                Untrusted.line(file.name())
                        .replaceAll("[^\\p{L}\\p{N}._-]", "-")
                        .replaceFirst("^[.]+", "");
        try {
            Files.createDirectories(directory);
            Path target = directory.resolve(name.isEmpty() ? "file" : name);
            Files.writeString(target, file.content());
            return "The file is " + target + ".";
        } catch (IOException | UncheckedIOException e) {
            log.error("Keeping a file in {} failed", directory, e);
            return "The file " + name + " could not be written to " + directory + ".";
        }
    }
}
