package io.broadsheet.ingest;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// XML without what costs a whole answer because of one character: characters that XML forbids
/// become spaces, entities of HTML the characters that they stand for, and an `&` or `<` that
/// begins nothing is text.
///
/// @see <a href="https://www.w3.org/TR/xml/#charsets">the characters of XML 1.0</a>
final class MendedXml extends FilterReader {

    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    private static final int LONGEST_ENTITY = 12;

    /// Those that XML itself defines.
    private static final Set<String> OF_XML = Set.of("lt", "gt", "amp", "quot", "apos");

    private static final Map<String, String> OF_HTML = ofHtml();

    /// What has been looked at and not handed on.
    private final StringBuilder ready = new StringBuilder();

    private final StringBuilder last = new StringBuilder();
    private boolean cdata;

    MendedXml(Reader in) {
        super(in instanceof BufferedReader ? in : new BufferedReader(in));
    }

    @Override
    public int read() throws IOException {
        if (ready.isEmpty()) {
            fill();
        }
        if (ready.isEmpty()) {
            return -1;
        }
        char next = ready.charAt(0);
        ready.deleteCharAt(0);
        return next;
    }

    @Override
    public int read(char[] into, int from, int most) throws IOException {
        int count = 0;
        while (count < most) {
            int next = read();
            if (next < 0) {
                break;
            }
            into[from + count] = (char) next;
            count++;
            if (!in.ready() && ready.isEmpty()) {
                break;
            }
        }
        return count == 0 && most > 0 ? -1 : count;
    }

    private void fill() throws IOException {
        int next = in.read();
        if (next < 0) {
            return;
        }
        char c = (char) next;
        if (cdata) {
            follow(c, CDATA_END);
            ready.append(allowed(c));
        } else if (c == '&') {
            reference();
        } else if (c == '<') {
            in.mark(1);
            int then = in.read();
            in.reset();
            boolean markup = then == '/' || then == '!' || then == '?' || isNameStart(then);
            ready.append(markup ? "<" : "&lt;");
            follow(c, CDATA);
        } else {
            follow(c, CDATA);
            ready.append(allowed(c));
        }
    }

    /// Follows where text begins and ends that is not markup.
    private void follow(char c, String mark) {
        last.append(c);
        if (last.length() > CDATA.length()) {
            last.deleteCharAt(0);
        }
        if (c == mark.charAt(mark.length() - 1) && last.toString().endsWith(mark)) {
            cdata = !cdata;
            last.setLength(0);
        }
    }

    private static boolean isNameStart(int c) {
        return c >= 0 && (Character.isLetter(c) || c == '_');
    }

    /// Half characters pass: the parser sees to it that they come in pairs.
    private static char allowed(char c) {
        boolean forbidden =
                (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\uFFFE' || c == '\uFFFF';
        return forbidden ? ' ' : c;
    }

    private void reference() throws IOException {
        in.mark(LONGEST_ENTITY + 1);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i <= LONGEST_ENTITY; i++) {
            int c = in.read();
            if (c == ';' && !name.isEmpty()) {
                ready.append(meaning(name.toString()));
                return;
            }
            if (c < 0 || !(Character.isLetterOrDigit(c) || c == '#')) {
                break;
            }
            name.append((char) c);
        }
        in.reset();
        ready.append("&amp;");
    }

    private static String meaning(String name) {
        if (name.startsWith("#")) {
            return isAllowed(name.substring(1)) ? "&" + name + ";" : " ";
        }
        if (OF_XML.contains(name)) {
            return "&" + name + ";";
        }
        return OF_HTML.getOrDefault(name, "&amp;" + name + ";");
    }

    private static boolean isAllowed(String number) {
        try {
            int code =
                    number.toLowerCase(Locale.ROOT).startsWith("x")
                            ? Integer.parseInt(number.substring(1), 16)
                            : Integer.parseInt(number);
            return code == '\t'
                    || code == '\n'
                    || code == '\r'
                    || (code >= ' ' && code <= 0xD7FF)
                    || (code >= 0xE000 && code <= 0xFFFD)
                    || (code >= 0x10000 && code <= 0x10FFFF);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Map<String, String> ofHtml() {
        Map<String, String> entities = new HashMap<>();
        String latin =
                "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr"
                        + " deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14"
                        + " frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil"
                        + " Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute"
                        + " Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig"
                        + " agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml"
                        + " igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide"
                        + " oslash ugrave uacute ucirc uuml yacute thorn yuml";
        char code = '\u00A0';
        for (String name : latin.split(" ")) {
            entities.put(name, String.valueOf(code));
            code++;
        }
        entities.put("ndash", "\u2013");
        entities.put("mdash", "\u2014");
        entities.put("lsquo", "\u2018");
        entities.put("rsquo", "\u2019");
        entities.put("ldquo", "\u201C");
        entities.put("rdquo", "\u201D");
        entities.put("hellip", "\u2026");
        entities.put("bull", "\u2022");
        entities.put("trade", "\u2122");
        entities.put("le", "\u2264");
        entities.put("ge", "\u2265");
        entities.put("infin", "\u221E");
        entities.put("alpha", "\u03B1");
        entities.put("beta", "\u03B2");
        entities.put("gamma", "\u03B3");
        entities.put("lambda", "\u03BB");
        entities.put("mu", "\u03BC");
        entities.put("pi", "\u03C0");
        entities.put("sigma", "\u03C3");
        return Map.copyOf(entities);
    }
}
