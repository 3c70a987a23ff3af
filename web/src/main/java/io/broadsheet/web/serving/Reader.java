package io.broadsheet.web.serving;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Somebody who reads a page: in which language its dates are.
///
/// @param locale one that Java has names of months for
public record Reader(Locale locale) {

    /// What is longer is no browser's.
    private static final int LONGEST = 200;

    private static final Set<String> LANGUAGES =
            Stream.of(Locale.getAvailableLocales())
                    .map(Locale::getLanguage)
                    .filter(language -> !language.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());

    /// Reads the header `Accept-Language` (RFC 9110, section 12.5.4).
    ///
    /// @param accepted empty or wrong for English
    public static Reader of(String accepted) {
        if (accepted.isBlank() || accepted.length() > LONGEST) {
            return new Reader(Locale.ENGLISH);
        }
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(accepted);
            for (Locale.LanguageRange range : ranges) {
                Locale locale = Locale.forLanguageTag(range.getRange());
                if (range.getWeight() > 0 && LANGUAGES.contains(locale.getLanguage())) {
                    return new Reader(
                            new Locale.Builder()
                                    .setLanguage(locale.getLanguage())
                                    .setScript(locale.getScript())
                                    .setRegion(locale.getCountry())
                                    .build());
                }
            }
        } catch (IllegalArgumentException _) {
            // As without the header.
        }
        return new Reader(Locale.ENGLISH);
    }
}
