package io.broadsheet.paper;

import java.text.Normalizer;

/// Unicode's normal forms in time that grows with the text and no faster.
///
/// Marks over and under one letter are put into an order, which takes the square of their number.
/// So only the first of them count, as in the stream-safe format (Unicode Standard Annex 15,
/// section 13), which allows 30 and says that no language comes near it. The annex separates the
/// others by a joiner; here they are left out.
public final class Normalized {

    private static final int MOST_MARKS = 30;

    /// @param text any text
    /// @return it in the form, without what follows 30 marks on one letter
    public static String of(String text, Normalizer.Form form) {
        return Normalizer.normalize(withFewMarks(text), form);
    }

    /// The text without what follows 30 marks on one letter. For what is searched with `\b`, which
    /// goes back over all marks before each place to find the letter that they are on.
    public static String withFewMarks(String text) {
        StringBuilder kept = null;
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            marks = isMark(point) ? marks + 1 : 0;
            if (marks > MOST_MARKS && kept == null) {
                kept = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (kept != null && marks <= MOST_MARKS) {
                kept.append(text, i, next);
            }
            i = next;
        }
        return kept == null ? text : kept.toString();
    }

    /// Whether a normal form of it may begin with a mark.
    static boolean isMark(int point) {
        if (point < 0x300) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            // Halfwidth voiced marks become combining ones.
            default -> point == 0xFF9E || point == 0xFF9F;
        };
    }

    private Normalized() {}
}
