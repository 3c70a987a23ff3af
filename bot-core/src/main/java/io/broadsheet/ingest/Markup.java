package io.broadsheet.ingest;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/// Takes out the markup that registries leave in titles and abstracts: HTML (`<i>`,
/// `CO<sub>2</sub>`), JATS (`<jats:p>`), MathML (`<mml:math>`) and entities (`&amp;`), escaped once
/// or twice.
///
/// A text has markup only where it has the end of an element, or an element of JATS or MathML:
/// `<think>`, `a < b` and the mean value `<p>` are what a title says. Lowered and raised text
/// becomes LaTeX, which [io.broadsheet.ingest.latex.Latex] makes readable.
final class Markup {

    /// JATS 1.3 and HTML that stand in titles and abstracts, without their prefix.
    private static final String ELEMENTS =
            "abstract|annotation(?:-xml)?|b|bold|br|div|em|emph|i|inline-formula|inline-graphic|italic|list|list-item"
                    + "|maction|math|mfenced|mfrac|mi|mn|mo|mover|mpadded|mphantom|mroot|mrow|ms|mspace|msqrt|mstyle|msub"
                    + "|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|monospace|named-content|overline|p|roman"
                    + "|sans-serif|sc|scp|sec|semantics|small|span|strong|styled-content|sub|sup|tex-math|title|tt|u"
                    + "|underline|xref";

    private static final Pattern TAG =
            Pattern.compile(
                    "(?i)<(?<end>/?)(?<prefix>(?:jats|mml|m|ce|xhtml):)?(?:"
                            + ELEMENTS
                            + ")(?:\\s[^<>]{0,1000})?/?>");

    private static final Pattern ENTITY =
            Pattern.compile("&(?:[A-Za-z]{2,31}\\d{0,2}|#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6});");

    /// Elements that stand on their own line.
    private static final Set<String> APART =
            Set.of("abstract", "br", "div", "list", "list-item", "p", "sec", "title");

    /// What says a formula a second time, for machines.
    private static final Set<String> LEFT_OUT =
            Set.of("annotation", "annotation-xml", "tex-math", "inline-graphic", "mphantom");

    /// A text that was escaped more often is garbage.
    private static final int ESCAPED_AT_MOST = 2;

    private Markup() {}

    /// The text without markup; as it is where it has none. Takes time in proportion to its length.
    static String removed(String text) {
        String removed = text;
        for (int i = 0; i < ESCAPED_AT_MOST; i++) {
            boolean isMarked = isMarked(removed);
            if (!isMarked && !ENTITY.matcher(removed).find()) {
                return removed;
            }
            StringBuilder plain = new StringBuilder(removed.length());
            Jsoup.parse(escaped(removed, isMarked), "", Parser.xmlParser())
                    .childNodes()
                    .forEach(node -> write(node, plain));
            removed = plain.toString();
        }
        return removed;
    }

    private static boolean isMarked(String text) {
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            if (!tag.group("end").isEmpty() || tag.group("prefix") != null) {
                return true;
            }
        }
        return false;
    }

    /// The text with every `<`, `>` and `&` that is not part of markup escaped.
    private static String escaped(String text, boolean isMarked) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        Matcher tag = TAG.matcher(text);
        int reached = 0;
        while (isMarked && tag.find()) {
            escape(text.substring(reached, tag.start()), escaped);
            escaped.append(tag.group());
            reached = tag.end();
        }
        escape(text.substring(reached), escaped);
        return escaped.toString();
    }

    private static void escape(String text, StringBuilder escaped) {
        Matcher entity = ENTITY.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' && entity.region(i, text.length()).lookingAt()) {
                escaped.append(entity.group());
                i = entity.end() - 1;
            } else {
                switch (c) {
                    case '<' -> escaped.append("&lt;");
                    case '>' -> escaped.append("&gt;");
                    case '&' -> escaped.append("&amp;");
                    default -> escaped.append(c);
                }
            }
        }
    }

    private static void write(Node node, StringBuilder plain) {
        if (node instanceof TextNode text) {
            plain.append(text.getWholeText());
        } else if (node instanceof Element element) {
            write(element, plain);
        }
    }

    private static void write(Element element, StringBuilder plain) {
        String name = element.tagName().toLowerCase(Locale.ROOT);
        name = name.substring(name.indexOf(':') + 1);
        if (LEFT_OUT.contains(name)) {
            return;
        }
        switch (name) {
            case "sub" -> shifted('_', text(element), plain);
            case "sup" -> shifted('^', text(element), plain);
            case "msub" -> {
                part(element, 0, plain);
                shifted('_', text(element, 1), plain);
            }
            case "msup" -> {
                part(element, 0, plain);
                shifted('^', text(element, 1), plain);
            }
            case "msubsup" -> {
                part(element, 0, plain);
                shifted('_', text(element, 1), plain);
                shifted('^', text(element, 2), plain);
            }
            case "mfrac" -> {
                part(element, 0, plain);
                plain.append('/');
                part(element, 1, plain);
            }
            case "math" -> {
                boolean afterWord = endsInWord(plain);
                int start = plain.length();
                element.childNodes().forEach(node -> write(node, plain));
                // Registries drop the blanks around a formula, and what its source has between its
                // elements is no blank.
                String formula = plain.substring(start).replaceAll("\\s+", "");
                plain.setLength(start);
                plain.append(afterWord ? " " : "").append(formula);
                if (element.nextSibling() instanceof TextNode next
                        && !next.getWholeText().isEmpty()
                        && Character.isLetterOrDigit(next.getWholeText().codePointAt(0))) {
                    plain.append(' ');
                }
            }
            default -> {
                String around = APART.contains(name) ? "\n" : "";
                plain.append(around);
                element.childNodes().forEach(node -> write(node, plain));
                plain.append(around);
            }
        }
    }

    private static boolean endsInWord(StringBuilder plain) {
        return !plain.isEmpty() && Character.isLetterOrDigit(plain.codePointBefore(plain.length()));
    }

    private static void part(Element element, int index, StringBuilder plain) {
        if (index < element.childrenSize()) {
            write(element.child(index), plain);
        }
    }

    private static String text(Element element) {
        StringBuilder text = new StringBuilder();
        element.childNodes().forEach(node -> write(node, text));
        return text.toString().strip();
    }

    private static String text(Element element, int index) {
        StringBuilder text = new StringBuilder();
        part(element, index, text);
        return text.toString().strip();
    }

    /// Writes what stands lower or higher as LaTeX; what LaTeX would read otherwise, as it is.
    private static void shifted(char sign, String text, StringBuilder plain) {
        if (text.isEmpty()) {
            return;
        }
        boolean isPlain = text.chars().noneMatch(c -> "$\\{}^_".indexOf(c) >= 0);
        plain.append(isPlain ? "$" + sign + "{" + text + "}$" : text);
    }
}
