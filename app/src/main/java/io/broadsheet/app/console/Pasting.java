package io.broadsheet.app.console;

import static java.util.Objects.requireNonNull;

import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;

/// Keeps a line editor quick when much text arrives at once. JLine draws the line anew for every
/// character of a paste that is not bracketed, and the time for that grows with the line, so that a
/// hundred thousand characters take minutes in which no key is heard.
final class Pasting {

    /// How long the next character of a paste may take, in milliseconds.
    private static final long GAP = 1;

    /// Takes what has arrived already in one step, and drops what goes beyond a length.
    ///
    /// @param longest of a line, in `char`s
    static void bound(LineReader reader, int longest) {
        if (!(reader instanceof LineReaderImpl editor)) {
            return;
        }
        Widget insert = requireNonNull(reader.getBuiltinWidgets().get(LineReader.SELF_INSERT));
        reader.getWidgets()
                .put(
                        LineReader.SELF_INSERT,
                        () -> {
                            boolean done = editor.getBuffer().length() >= longest || insert.apply();
                            while (isText(editor.peekCharacter(GAP))) {
                                int next = editor.readCharacter();
                                if (editor.getBuffer().length() < longest) {
                                    editor.getBuffer().write(next);
                                }
                            }
                            return done;
                        });
        Widget paste = requireNonNull(reader.getBuiltinWidgets().get(LineReader.BEGIN_PASTE));
        reader.getWidgets()
                .put(
                        LineReader.BEGIN_PASTE,
                        () -> {
                            boolean done = paste.apply();
                            cut(editor.getBuffer(), longest);
                            return done;
                        });
    }

    private static boolean isText(int character) {
        return character >= ' ' && character != 0x7f;
    }

    private static void cut(Buffer buffer, int longest) {
        if (buffer.length() > longest) {
            String kept = buffer.substring(0, longest);
            buffer.clear();
            buffer.write(kept);
        }
    }

    private Pasting() {}
}
