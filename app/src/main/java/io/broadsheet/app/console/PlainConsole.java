package io.broadsheet.app.console;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;

/// The console for pipes and files: a command a line, its answer, an empty line. What is written
/// stays the same from run to run for the same catalogue, so that programs can read it.
public final class PlainConsole {

    /// Longer lines are cut: no command is that long, and a stream without line ends must not fill
    /// the memory.
    private static final int LONGEST_LINE = 1 << 20;

    private final Session session;
    private boolean said;
    private final Object printing = new Object();

    public PlainConsole(Dialogue dialogue, Seat seat) {
        // Plain sheets hold a file's content, so nothing is kept elsewhere.
        this.session =
                new Session(dialogue, Block.File::name, seat, Set.of(Caller.Feature.SHARING));
    }

    /// Reads commands to the end and answers each as it comes.
    public void run(BufferedReader in, PrintWriter out) throws IOException {
        for (Optional<String> line = readLine(in); line.isPresent(); line = readLine(in)) {
            AtomicBoolean begun = new AtomicBoolean();
            Optional<List<String>> rest =
                    answer(
                            session.enter(line.get(), Look.PLAIN),
                            first -> {
                                print(first, begun.getAndSet(true), out);
                            });
            if (rest.isEmpty()) {
                return;
            }
            print(rest.get(), begun.get(), out);
        }
    }

    /// Prints what was posted meanwhile.
    public void arrive(ConsolePlatform.Arrival arrival, PrintWriter out) {
        print(arrive(arrival), out);
    }

    /// What was posted, in lines.
    public List<String> arrive(ConsolePlatform.Arrival arrival) {
        return session.arrive(arrival, Look.PLAIN).stream()
                .map(AttributedString::toString)
                .toList();
    }

    private void print(List<String> lines, PrintWriter out) {
        print(lines, false, out);
    }

    /// @param continued whether it goes on with what was printed before
    private void print(List<String> lines, boolean continued, PrintWriter out) {
        synchronized (printing) {
            if (!lines.isEmpty()) {
                if (said && !continued) {
                    out.println();
                }
                said = true;
                lines.forEach(out::println);
                out.flush();
            }
        }
    }

    /// The answer to one line: no lines where nothing is said, empty where the conversation ends.
    public Optional<List<String>> answer(String line) {
        List<String> all = new ArrayList<>();
        return answer(session.enter(line, Look.PLAIN), all::addAll)
                .map(rest -> {
                    all.addAll(rest);
                    return List.copyOf(all);
                });
    }

    /// @param first takes lines that are there before the rest is
    private Optional<List<String>> answer(Session.Outcome outcome, Consumer<List<String>> first) {
        return switch (outcome) {
            case Session.Outcome.Say(List<AttributedString> lines) -> Optional.of(plain(lines));
            case Session.Outcome.SayFirst(
                            List<AttributedString> lines,
                            Supplier<Session.Outcome> rest) -> {
                first.accept(plain(lines));
                yield answer(rest.get(), first);
            }
            case Session.Outcome.Ask(Form form) -> Optional.of(lines(refuse(form)));
            case Session.Outcome.Leave() -> Optional.empty();
        };
    }

    private static List<String> plain(List<AttributedString> lines) {
        return lines.stream().map(AttributedString::toString).toList();
    }

    /// Lets somebody else talk, or the same person elsewhere.
    public void sit(Seat seat) {
        session.sit(seat);
    }

    public Seat seat() {
        return session.seat();
    }

    private List<String> lines(Reply reply) {
        return Sheet.set(
                        reply,
                        Menu.EMPTY,
                        seat().channel(),
                        Look.PLAIN,
                        seat().zone(),
                        Block.File::name)
                .stream()
                .map(AttributedString::toString)
                .toList();
    }

    private static Reply refuse(Form form) {
        return Reply.rejection(
                Span.text(
                        "There is nobody to fill in '"
                                + form.title()
                                + "' here. Type the whole command, for example "),
                Span.code(
                        form.submit()
                                + " "
                                + form.fields().stream()
                                        .map(Form.Field::placeholder)
                                        .findFirst()
                                        .orElse("")),
                Span.text("."));
    }

    private static Optional<String> readLine(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        for (int c = in.read(); c >= 0; c = in.read()) {
            any = true;
            if (c == '\n') {
                return Optional.of(line.toString());
            }
            if (line.length() < LONGEST_LINE) {
                line.append((char) c);
            }
        }
        return any ? Optional.of(line.toString()) : Optional.empty();
    }
}
