package io.broadsheet.app.console;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// Splits a line into the command's name and all the rest: quotes and backslashes belong to the
/// bot's own command line, which judges them, and a completion stands for the whole rest.
final class LineWords implements Parser {

    private static final Pattern START =
            Pattern.compile("\\s*(?:/(?i:paper)\\s+)?(?:[^\\s]+\\s+)?");

    /// @param word the part that is completed: from its beginning to the cursor
    private record Line(String line, int cursor, String word) implements CompletingParsedLine {

        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        String before = line.substring(0, cursor);
        Matcher start = START.matcher(before);
        return new Line(line, cursor, start.lookingAt() ? before.substring(start.end()) : before);
    }
}
