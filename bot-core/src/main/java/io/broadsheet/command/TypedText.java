package io.broadsheet.command;

import io.broadsheet.paper.Normalized;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Compares what people type with what papers say.
final class TypedText {

    /// Words in lower case, without accents and punctuation.
    static List<String> words(String text) {
        String plain = Normalized.of(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return Arrays.stream(plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private TypedText() {}
}
