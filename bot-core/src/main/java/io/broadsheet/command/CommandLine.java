package io.broadsheet.command;

import io.broadsheet.bibliography.Bibliography;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Normalized;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/// Reads typed lines and filled-in options as commands.
public final class CommandLine {

    /// What a line turned out to be.
    public sealed interface Parsed {

        record Understood(Command command) implements Parsed {}

        record Rejected(Reply reply) implements Parsed {}
    }

    /// Longer input is cut: no paper, topic or query worth typing is longer.
    static final int MAX_LENGTH = 4_000;

    /// The longest file that somebody hands over, in characters.
    public static final int LONGEST_DOCUMENT = Bibliography.LONGEST;

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]+");
    private static final Pattern UNSEEN_IN_DOCUMENTS =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}&&[^\\n\\r\\t]]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /// A question to the reading group, as a sentence.
    private static final Pattern TO_GROUP =
            Pattern.compile("(?i)ask\\s+the\\s+(?:reading\\s+)?group(?:[:,]|\\s+|$)\\s*");

    /// What follows words that begin searches as well, where they are meant as commands.
    private static final Map<String, Pattern> FOLLOWED =
            Map.of(
                    "library", Pattern.compile("(?i)(?:(?:import|start)(?: .*)?)?"),
                    "list", Pattern.compile("(?i)(?!of ).*"),
                    "rate", Pattern.compile("(?:\\d.*)?"),
                    "volunteer", Pattern.compile(""),
                    "withdraw", Pattern.compile("(?i)(?:(?:my )?nomination.*)?"));

    /// Two letters that changed places count as one wrong letter, as in `hlep`.
    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance(2);

    private CommandLine() {}

    /// Reads what was typed after `/paper`. Control and formatting characters are dropped, blanks
    /// folded. A line that begins with no command names a paper to open, or is searched for.
    public static Parsed parse(String text) {
        String line = clean(text);
        if (line.isEmpty()) {
            return new Parsed.Understood(new FormCommand());
        }
        String name =
                firstWord(line).equals("?") ? "help" : firstWord(line).toLowerCase(Locale.ROOT);
        if (TO_GROUP.matcher(line).lookingAt()) {
            return parse("askgroup " + TO_GROUP.matcher(line).replaceFirst(""));
        }
        Optional<CommandType> type = CommandBook.typed(name);
        String rest = line.substring(firstWord(line).length()).strip();
        if (type.isEmpty() || !isMeant(name, rest)) {
            return withoutCommand(line);
        }
        if (name.equals("search") && PaperReferences.named(rest).isPresent()) {
            return parse("show " + rest);
        }
        return read(type.get(), type.get().layout().read(rest), line);
    }

    /// Reads a command whose options were filled in one by one.
    ///
    /// @param name the command's name
    public static Parsed parse(String name, Arguments arguments) {
        Arguments cleaned = new Arguments(cleanAll(name, arguments));
        String given = String.join(" ", cleaned.values().values());
        if (name.equals("search") && PaperReferences.named(given).isPresent()) {
            return parse("show " + given);
        }
        return CommandBook.type(name)
                .map(type -> read(type, cleaned, (name + " " + given).strip()))
                .orElseGet(() -> new Parsed.Rejected(unknown(name)));
    }

    /// Reads a line that a button carried: like a typed one, but the commands of buttons are known
    /// as well.
    ///
    /// @throws Misunderstanding if it is no command
    static Command command(String line) throws Misunderstanding {
        String name = firstWord(line);
        Optional<CommandType> type = CommandBook.type(name);
        if (type.isEmpty()) {
            throw new Misunderstanding(
                    "This button is from a version of me that I do not remember.", "help");
        }
        return type.get().read(line.substring(name.length()).strip());
    }

    static String clean(String text) {
        String cut = text;
        if (text.length() > MAX_LENGTH) {
            int end =
                    Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1))
                            ? MAX_LENGTH - 1
                            : MAX_LENGTH;
            cut = text.substring(0, end);
        }
        return BLANKS.matcher(UNPRINTABLE.matcher(Normalized.withFewMarks(cut)).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    private static Map<String, String> cleanAll(String name, Arguments arguments) {
        Set<String> documents =
                CommandBook.spec(name).stream()
                        .flatMap(spec -> spec.options().stream())
                        .filter(option -> option.type() == CommandSpec.Option.Type.DOCUMENT)
                        .map(CommandSpec.Option::name)
                        .collect(Collectors.toUnmodifiableSet());
        Map<String, String> cleaned = new LinkedHashMap<>();
        arguments
                .values()
                .forEach((option, value) ->
                        cleaned.put(
                                option,
                                documents.contains(option) ? document(value) : clean(value)));
        return cleaned;
    }

    /// A document without characters that nobody sees. Its lines stay.
    private static String document(String text) {
        String cut = text.length() > LONGEST_DOCUMENT ? text.substring(0, LONGEST_DOCUMENT) : text;
        return UNSEEN_IN_DOCUMENTS.matcher(cut).replaceAll(" ").strip();
    }

    private static Parsed read(CommandType type, Arguments arguments, String line) {
        try {
            if (type.spec().options().isEmpty() && !arguments.values().isEmpty()) {
                throw new Misunderstanding(
                        "'" + type.name() + "' takes nothing after it.", type.name());
            }
            return new Parsed.Understood(type.reading().read(arguments).whenTyped());
        } catch (Misunderstanding e) {
            return new Parsed.Rejected(rejection(e, line));
        }
    }

    private static Reply rejection(Misunderstanding problem, String line) {
        return Reply.rejection(
                Span.text(problem.getMessage() + " You typed "),
                Span.code(shown(line)),
                Span.text(". For example: "),
                Span.command(problem.example()),
                Span.text("."));
    }

    /// Reads a line that begins with no command: `2503.11677` opens that paper, `3` the third of
    /// the last list, `serch x` offers the command that was meant, `vision tokenizers` is searched
    /// for.
    private static Parsed withoutCommand(String line) {
        if (PaperReferences.named(line).isPresent()
                || PaperReferences.parse(line) instanceof PaperReference.Numbered) {
            return parse("show " + line);
        }
        String rest = line.substring(firstWord(line).length()).strip();
        boolean meant =
                nearest(firstWord(line).toLowerCase(Locale.ROOT))
                        .filter(spec -> fits(spec, rest))
                        .isPresent();
        return meant ? new Parsed.Rejected(unknown(line)) : parse("search " + line);
    }

    /// Whether what follows a mistyped command could be meant for it. A paper's name fits where it
    /// is an identifier, an address or a number: `safe exploration` is not `save exploration`.
    private static boolean fits(CommandSpec spec, String rest) {
        if (!isMeant(spec.name(), rest)) {
            return false;
        }
        if (rest.isEmpty()) {
            return true;
        }
        boolean takesPaper =
                spec.options().stream().findFirst().filter(CommandLine::isPaper).isPresent();
        // Nobody writes so much behind a command: "have you seen 2503.11677?" is no `save`.
        return takesPaper
                ? rest.indexOf(' ') < 0
                        && !(PaperReferences.parse(rest) instanceof PaperReference.Worded)
                : parse(spec.name() + " " + rest) instanceof Parsed.Understood;
    }

    private static boolean isMeant(String name, String rest) {
        Pattern followed = FOLLOWED.get(name);
        return followed == null || followed.matcher(rest).matches();
    }

    private static boolean isPaper(CommandSpec.Option option) {
        return option.name().equals("paper");
    }

    private static Reply unknown(String line) {
        String word = firstWord(line);
        String name = word.toLowerCase(Locale.ROOT);
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("There is no command "));
        spans.add(Span.code(shown(word)));
        spans.add(Span.text("."));
        Optional<CommandSpec> nearest = nearest(name);
        List<Button> buttons = new ArrayList<>();
        nearest.ifPresent(spec -> {
            spans.add(Span.text(" Did you mean "));
            spans.add(
                    Span.command(
                            (spec.name()
                                            + shown(line)
                                                    .substring(
                                                            Math.min(
                                                                    word.length(),
                                                                    shown(line).length())))
                                    .strip()));
            spans.add(Span.text("?"));
            if (!spec.name().equals("search")) {
                spans.add(Span.text(" To search for these words, type "));
                spans.add(Span.command("search " + shown(line)));
                spans.add(Span.text("."));
            }
        });
        if (nearest.isEmpty()) {
            spans.add(Span.text(" To search for papers, type "));
            spans.add(Span.command("search " + shown(line)));
            spans.add(Span.text("; "));
            spans.add(Span.command("help"));
            spans.add(Span.text(" lists all commands."));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(spans));
        nearest.map(spec -> spec.name() + line.substring(word.length()))
                .or(() -> Optional.of("search " + line))
                .map(CommandLine::parse)
                .filter(Parsed.Understood.class::isInstance)
                .flatMap(parsed -> Codes.direct(((Parsed.Understood) parsed).command().line()))
                .ifPresent(code ->
                        buttons.add(
                                new Button.Run(
                                        Button.Role.CONFIRM,
                                        nearest.map(spec -> "Yes, " + spec.name())
                                                .orElse("Search for it"),
                                        code,
                                        Button.Style.PRIMARY)));
        if (!buttons.isEmpty()) {
            blocks.add(new Block.Buttons(buttons));
        }
        return Reply.rejection(blocks);
    }

    static Optional<CommandSpec> nearest(String name) {
        if (name.length() < 2 || name.length() > 32) {
            return Optional.empty();
        }
        record Near(CommandSpec spec, int distance) {}
        return CommandBook.typed().stream()
                .map(spec -> new Near(spec, distance(name, spec.name())))
                .filter(near -> isNear(name, near.spec().name()))
                .min(Comparator.comparingInt(Near::distance))
                .map(Near::spec);
    }

    /// Whether a word may have been meant for another. What is near a word of two letters is many
    /// another word: `moe` is not `me`.
    static boolean isNear(String said, String word) {
        if (word.length() < 3) {
            boolean swapped = said.length() == word.length() && said.charAt(0) == word.charAt(1);
            return said.equals(word) || (swapped && DISTANCE.apply(said, word) == 1);
        }
        int distance = distance(said, word);
        return distance >= 0 && distance <= Math.max(1, word.length() / 3);
    }

    /// How many letters differ, -1 where it is more than two; a beginning of three letters or more
    /// counts as one.
    private static int distance(String name, String command) {
        return name.length() >= 3 && command.startsWith(name) ? 1 : DISTANCE.apply(name, command);
    }

    private static String firstWord(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }

    private static String shown(String text) {
        return io.broadsheet.view.Phrases.cut(text, 80);
    }
}
