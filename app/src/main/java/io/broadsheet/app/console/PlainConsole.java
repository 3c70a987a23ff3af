package io.broadsheet.app.console;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            Optional<List<String>> answer = answer(line.get());
            if (answer.isEmpty()) {
                return;
            }
            print(answer.get(), out);
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
        synchronized (printing) {
            if (!lines.isEmpty()) {
                if (said) {
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
        return switch (session.enter(line, Look.PLAIN)) {
            case Session.Outcome.Say(List<AttributedString> lines) ->
                    Optional.of(lines.stream().map(AttributedString::toString).toList());
            case Session.Outcome.Ask(Form form) -> Optional.of(lines(refuse(form)));
            case Session.Outcome.Leave() -> Optional.empty();
        };
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
