package io.broadsheet.app.console;

import io.broadsheet.command.CommandLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line that hands over a file of this computer's: `library import ~/papers.bib`.
///
/// @param file where it is
record FileLine(Path file) {

    /// The command that takes a file, and its option for it.
    static final String COMMAND = "library";

    static final String OPTION = "papers";

    private static final Pattern LINE =
            Pattern.compile("(?i)library\\s+import\\s+(?:\"(.+)\"|'(.+)'|(.+))");

    /// What is a file's name even where there is no such file.
    private static final Pattern NAME =
            Pattern.compile("(?i)(?:[~/.]|[a-z]:\\\\).*|\\S+\\.(?:bib|bibtex|ris|json|csv|txt)");

    private static final int LONGEST = 4 * CommandLine.LONGEST_DOCUMENT;

    /// @return empty where the line hands over no file
    static Optional<FileLine> in(String line, Path userHome) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = "";
        for (int i = 1; i <= matcher.groupCount(); i++) {
            name = matcher.group(i) == null ? name : matcher.group(i).strip();
        }
        try {
            Path path = name.startsWith("~/") ? userHome.resolve(name.substring(2)) : Path.of(name);
            return NAME.matcher(name).matches() || Files.isRegularFile(path)
                    ? Optional.of(new FileLine(path.toAbsolutePath()))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// What is in the file, as UTF-8, or as ISO-8859-1 where it is not that.
    ///
    /// @throws IOException if there is no such file, or it cannot be read
    String text() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST);
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
        }
    }
}
