package io.broadsheet.app.config;

/// One thing that is wrong with the configuration.
///
/// @param file where to look
/// @param line counted from 1, or 0 where it is not about a line
/// @param sentence what is wrong and what would be right
public record Problem(String file, int line, String sentence) {

    @Override
    public String toString() {
        return (line == 0 ? file : file + ":" + line) + ": " + sentence;
    }
}
