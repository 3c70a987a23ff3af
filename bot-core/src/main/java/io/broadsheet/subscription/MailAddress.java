package io.broadsheet.subscription;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address that mail can be sent to: the dot-string form of RFC 5321, section 4.1.2, in ASCII,
/// so that nothing in it can be taken for more than an address. The domain is in lower case, a name
/// in other letters as IDNA writes it.
///
/// @param local what stands before the `@`, 1 to 64 characters
/// @param domain a name with at least one dot, 3 to 253 characters
public record MailAddress(String local, String domain) {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(?:" + LABEL + "\\.)+(?!\\d+$)" + LABEL);

    /// As chat platforms write addresses into typed text: Slack `<mailto:a@b.org|a@b.org>`.
    private static final Pattern MARKED =
            Pattern.compile("<(?:mailto:)?([^<>|\\s]+)(?:\\|[^<>]*)?>");

    private static final int LONGEST = 254;

    public MailAddress {
        if (local.length() > 64
                || !LOCAL.matcher(local).matches()
                || domain.length() > 253
                || !DOMAIN.matcher(domain).matches()
                || local.length() + 1 + domain.length() > LONGEST) {
            throw new IllegalArgumentException("this is no address of mail");
        }
    }

    /// Reads an address as people type it; empty where it is none.
    public static Optional<MailAddress> read(String typed) {
        String text = typed.strip();
        Matcher marked = MARKED.matcher(text);
        if (marked.matches()) {
            text = marked.group(1);
        } else if (text.regionMatches(true, 0, "mailto:", 0, 7)) {
            text = text.substring(7);
        }
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > 2 * LONGEST) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            return Optional.of(
                    new MailAddress(text.substring(0, at), domain.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether it is at a domain or below it.
    ///
    /// @param name such as `example.org`
    public boolean isAt(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return domain.equals(lower) || domain.endsWith("." + lower);
    }

    /// As much of it as says to its owner which one it is: `a…@example.org`.
    public String masked() {
        return local.charAt(0) + "…@" + domain;
    }

    /// The whole address.
    public String value() {
        return local + "@" + domain;
    }

    /// For logs and errors, where addresses have no place.
    @Override
    public String toString() {
        return "an address";
    }
}
