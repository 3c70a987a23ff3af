package io.broadsheet.export;

import io.broadsheet.paper.Normalized;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Which letters pdflatex has, and how it gets others.
final class TexLetters {

    /// What the kernel of LaTeX knows in UTF-8 and sets in its default encoding: all of
    /// `omsenc.dfu`, `ot1enc.dfu`, `t1enc.dfu`, `ts1enc.dfu` and `utf8.def` that pdflatex (TeX Live
    /// 2022) set without an error, tried one by one.
    private static final Pattern KNOWN =
            Pattern.compile(
                    "[\\x00-\\x7F\\u00A0-\\u00AA\\u00AC-\\u00BA\\u00BC-\\u00CF\\u00D1-\\u00DD"
                            + "\\u00DF-\\u00EF\\u00F1-\\u00FD\\u00FF-\\u0103\\u0106-\\u010F"
                            + "\\u0112-\\u0117\\u011A-\\u0125\\u0128-\\u012D\\u0130-\\u0137"
                            + "\\u0139-\\u013E\\u0141-\\u0148\\u014C-\\u0165\\u0168-\\u0171"
                            + "\\u0174-\\u017E\\u0192\\u01C4-\\u01D4\\u01E2\\u01E3\\u01E6-\\u01E9"
                            + "\\u01F0\\u01F4\\u01F5\\u0218-\\u021B\\u0232\\u0233\\u0237\\u02C6"
                            + "\\u02C7\\u02D8\\u02D9\\u02DC\\u02DD\\u0E3F\\u1E02\\u1E03\\u1E0D"
                            + "\\u1E1E-\\u1E21\\u1E25\\u1E30\\u1E31\\u1E37\\u1E43\\u1E45\\u1E47"
                            + "\\u1E5B\\u1E63\\u1E6D\\u1E8E-\\u1E91\\u1E9E\\u1EF2\\u1EF3\\u200C"
                            + "\\u2010-\\u2016\\u2018\\u2019\\u201C\\u201D\\u2020-\\u2022\\u2026"
                            + "\\u2030\\u2031\\u203B\\u203D\\u2044\\u204E\\u2052\\u20A1\\u20A4"
                            + "\\u20A6\\u20A9\\u20AB\\u20AC\\u20B1\\u2103\\u2116\\u2117\\u211E"
                            + "\\u2120\\u2122\\u2126\\u2127\\u212E\\u2190-\\u2193\\u2422\\u2423"
                            + "\\u25E6\\u25EF\\u266A\\u27E8\\u27E9\\uFB00-\\uFB06\\uFEFF]");

    /// What it has in the encoding T1 only.
    private static final Pattern IN_T1 =
            Pattern.compile(
                    "[\\u00AB\\u00BB\\u00D0\\u00DE\\u00F0\\u00FE\\u0104\\u0105\\u0110\\u0111\\u0118"
                            + "\\u0119\\u012E\\u012F\\u014A\\u014B\\u0172\\u0173\\u01EA\\u01EB"
                            + "\\u02DB\\u201A\\u201E\\u2039\\u203A]");

    /// Accents over or under a letter, by Unicode's combining mark.
    private static final Map<Character, String> ACCENTS =
            Map.ofEntries(
                    Map.entry('\u0300', "`"),
                    Map.entry('\u0301', "'"),
                    Map.entry('\u0302', "^"),
                    Map.entry('\u0303', "~"),
                    Map.entry('\u0304', "="),
                    Map.entry('\u0306', "u"),
                    Map.entry('\u0307', "."),
                    Map.entry('\u0308', "\""),
                    Map.entry('\u030A', "r"),
                    Map.entry('\u030B', "H"),
                    Map.entry('\u030C', "v"),
                    Map.entry('\u0323', "d"),
                    Map.entry('\u0327', "c"),
                    Map.entry('\u0331', "b"));

    private TexLetters() {}

    /// A letter that pdflatex does not know, as a letter with accents that it does: `ế` is
    /// `{\'{\^{e}}}`. Nothing where it is known, or no such letter.
    ///
    /// @param letter one letter, or one and the accents after it
    static Optional<String> accented(String letter) {
        int c = letter.codePointAt(0);
        if (letter.length() == Character.charCount(c) && (isKnown(c) || isInT1(c))) {
            return Optional.empty();
        }
        String parts = Normalized.of(letter, Normalizer.Form.NFD);
        char base = parts.charAt(0);
        if (parts.length() < 2 || base > 'z' || !Character.isLetter(base)) {
            return Optional.empty();
        }
        String written = Character.toString(base);
        for (char mark : parts.substring(1).toCharArray()) {
            String accent = ACCENTS.get(mark);
            if (accent == null) {
                return Optional.empty();
            }
            written = "\\" + accent + "{" + written + "}";
        }
        return Optional.of("{" + written + "}");
    }

    /// Whether a character is an accent that stands after its letter.
    static boolean isAccent(char c) {
        return ACCENTS.containsKey(c);
    }

    /// Comments that go before an entry with letters that plain pdflatex lacks; empty for most.
    /// BibTeX, biber, pandoc and Zotero read nothing outside of entries.
    ///
    /// @param entry as BibTeX has it, without braces or commands in doubt
    static String comments(String entry) {
        String inT1 = distinct(entry, TexLetters::isInT1);
        String unknown = distinct(entry, c -> !isKnown(c) && !isInT1(c));
        StringBuilder comments = new StringBuilder();
        if (!inT1.isEmpty()) {
            comments.append("% pdflatex has ")
                    .append(inT1)
                    .append(" with \\usepackage[T1]{fontenc}.\n");
        }
        if (!unknown.isEmpty()) {
            comments.append("% pdflatex has no letters for ")
                    .append(unknown)
                    .append(": compile with lualatex or xelatex and a font that has them.\n");
        }
        return comments.toString();
    }

    private static String distinct(String text, IntPredicate wanted) {
        StringBuilder found = new StringBuilder();
        text.codePoints().filter(wanted).distinct().limit(20).forEach(found::appendCodePoint);
        return found.toString();
    }

    private static boolean isKnown(int c) {
        return KNOWN.matcher(Character.toString(c)).matches();
    }

    private static boolean isInT1(int c) {
        return IN_T1.matcher(Character.toString(c)).matches();
    }
}
