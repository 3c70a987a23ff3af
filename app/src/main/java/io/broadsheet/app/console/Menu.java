package io.broadsheet.app.console;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What can be pressed in one reply, and with which keys. A button of the reply has a letter, an
/// entry of a list its number, and a button of an entry a letter with the number: `s2` or `2s`.
final class Menu {

    static final Menu EMPTY = new Menu();

    private static final Pattern KEY =
            Pattern.compile(
                    "(?<letters>[a-z]{1,3}) ?(?<number>\\d{1,4})?|(?<lead>\\d{1,4}) ?(?<tail>[a-z]{0,3})");

    private final Map<String, CommandCode> codes = new HashMap<>();
    private final Map<Button, String> letters = new IdentityHashMap<>();

    /// The letters of buttons that mean the same: the same role and label in every entry of a list.
    private final Map<Meaning, String> byMeaning = new LinkedHashMap<>();

    private final Set<String> taken = new HashSet<>();

    /// The letters of buttons that a list's entries have.
    private final Set<String> entryLetters = new HashSet<>();

    private int lastEntry;
    private boolean asking;

    /// What was typed, read as a key.
    ///
    /// @param letters none for an entry's number alone
    /// @param number of an entry; none for a button of the reply itself
    record Key(String letters, OptionalInt number) {
        private String text() {
            return letters + (number.isPresent() ? number.getAsInt() : "");
        }
    }

    private record Meaning(Button.Role role, String label, boolean inEntry) {}

    /// Keys with what they do, for the line below a reply: `s1-s5` Save.
    record Choice(String keys, String label, Button.Style style) {}

    /// A label that begins with a number, as the choices of a poll have.
    private static final Pattern NUMBERED = Pattern.compile("^(\\d{1,2}) ");

    private Menu() {}

    static Menu of(Reply reply) {
        Menu menu = new Menu();
        // The reply's own buttons choose first: n and p are theirs when there are pages. Those
        // whose
        // labels are names come last, so that s saves whoever is named.
        List<Button> named = new ArrayList<>();
        for (Block block : reply.blocks()) {
            if (block instanceof Block.Buttons buttons) {
                for (Button button : buttons.buttons()) {
                    if (button instanceof Button.Run run && run.role() == Button.Role.OPEN) {
                        named.add(button);
                    } else {
                        menu.add(button, false, "");
                    }
                }
            } else if (block instanceof Block.Aside aside) {
                menu.add(aside.button(), false, "");
            }
        }
        for (Block block : reply.blocks()) {
            if (block instanceof Block.Entry entry) {
                menu.codes.put(Integer.toString(entry.number()), entry.open());
                menu.lastEntry = Math.max(menu.lastEntry, entry.number());
                entry.buttons()
                        .forEach(
                                button -> menu.add(button, true, Integer.toString(entry.number())));
            }
        }
        named.forEach(button -> menu.add(button, false, ""));
        return menu;
    }

    /// Reads what was typed as a key: nothing where it is none of any reply.
    static Optional<Key> key(String typed) {
        Matcher key = KEY.matcher(typed.strip().toLowerCase(Locale.ROOT));
        if (!key.matches()) {
            return Optional.empty();
        }
        String letters = key.group("letters") == null ? key.group("tail") : key.group("letters");
        String number = key.group("letters") == null ? key.group("lead") : key.group("number");
        return Optional.of(
                new Key(
                        letters,
                        number == null
                                ? OptionalInt.empty()
                                : OptionalInt.of(Integer.parseInt(number))));
    }

    /// What a key presses: nothing where this reply does not have it.
    Optional<CommandCode> press(Key key) {
        return Optional.ofNullable(codes.get(key.text()));
    }

    /// Whether the reply lists something.
    boolean hasEntries() {
        return lastEntry > 0;
    }

    /// The highest number of an entry, 0 without entries.
    int lastEntry() {
        return lastEntry;
    }

    /// Whether entries have a button with these letters; no letters open an entry.
    boolean hasInEntries(String letters) {
        return hasEntries() && (letters.isEmpty() || entryLetters.contains(letters));
    }

    /// Whether the reply asks for a confirmation.
    boolean isAsking() {
        return asking;
    }

    boolean isEmpty() {
        return codes.isEmpty();
    }

    /// The keys of a row of buttons, without those that only open a page.
    List<Choice> choices(List<Button> buttons) {
        List<Choice> choices = new ArrayList<>();
        for (Button button : buttons) {
            switch (button) {
                case Button.Run run ->
                        choices.add(
                                new Choice(
                                        letters.getOrDefault(run, ""), run.label(), run.style()));
                case Button.Open _ -> {}
            }
        }
        return choices;
    }

    /// The keys of a list's entries, one choice for all entries that have the same button.
    List<Choice> entryChoices(List<Block.Entry> entries) {
        List<Choice> choices = new ArrayList<>();
        TreeSet<Integer> numbers = new TreeSet<>();
        entries.forEach(entry -> numbers.add(entry.number()));
        if (numbers.isEmpty()) {
            return choices;
        }
        choices.add(new Choice(ranges("", numbers), "Open", Button.Style.PLAIN));
        Map<Meaning, TreeSet<Integer>> shared = new LinkedHashMap<>();
        Map<Meaning, Button.Style> styles = new HashMap<>();
        for (Block.Entry entry : entries) {
            for (Button button : entry.buttons()) {
                if (button instanceof Button.Run run) {
                    Meaning meaning = new Meaning(run.role(), run.label(), true);
                    shared.computeIfAbsent(meaning, _ -> new TreeSet<>()).add(entry.number());
                    styles.put(meaning, run.style());
                }
            }
        }
        shared.forEach((meaning, its) ->
                choices.add(
                        new Choice(
                                ranges(byMeaning.getOrDefault(meaning, ""), its),
                                meaning.label(),
                                styles.getOrDefault(meaning, Button.Style.PLAIN))));
        return choices;
    }

    private void add(Button button, boolean inEntry, String number) {
        if (button instanceof Button.Run run) {
            Meaning meaning = new Meaning(run.role(), run.label(), inEntry);
            String letter = inEntry ? byMeaning.get(meaning) : null;
            if (letter == null) {
                letter = free(run);
                byMeaning.put(meaning, letter);
            }
            letters.put(run, letter);
            codes.put(letter + number, run.code());
            if (inEntry) {
                entryLetters.add(letter);
            }
            asking |= run.role() == Button.Role.CONFIRM;
        }
    }

    /// The first letter that nothing else in this reply has: the one that people learn for the
    /// role, else one of the label, else any, doubled where a single one is not to be had.
    private String free(Button.Run run) {
        Matcher numbered = NUMBERED.matcher(run.label());
        if (numbered.find() && taken.add("v" + numbered.group(1))) {
            return "v" + numbered.group(1);
        }
        String candidates =
                preferred(run.role())
                        + run.label().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")
                        + "abcdefghijklmnopqrstuvwxyz";
        for (int times = 1; times <= 3; times++) {
            for (int i = 0; i < candidates.length(); i++) {
                String letter = candidates.substring(i, i + 1).repeat(times);
                if (taken.add(letter)) {
                    return letter;
                }
            }
        }
        throw new IllegalArgumentException("a reply has at most 78 different buttons");
    }

    private static String preferred(Button.Role role) {
        return switch (role) {
            case OPEN -> "o";
            case SAVE -> "s";
            case UNSAVE -> "r";
            case UPVOTE -> "u";
            case DISMISS -> "x";
            case SIMILAR -> "m";
            case DISCUSS -> "d";
            case CITE -> "c";
            case SHARE -> "h";
            case NEXT -> "n";
            case PREVIOUS -> "p";
            case CONFIRM -> "y";
            case CANCEL, OTHER -> "";
        };
    }

    private static String ranges(String letter, TreeSet<Integer> numbers) {
        List<String> parts = new ArrayList<>();
        int from = -1;
        int to = -1;
        for (int number : numbers) {
            if (from >= 0 && number == to + 1) {
                to = number;
                continue;
            }
            if (from >= 0) {
                parts.add(range(letter, from, to));
            }
            from = number;
            to = number;
        }
        parts.add(range(letter, from, to));
        return String.join(",", parts);
    }

    private static String range(String letter, int from, int to) {
        return from == to ? letter + from : letter + from + "-" + letter + to;
    }
}
