package io.broadsheet.app.console;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;

/// Accepts every offer as the bot made it: a paper is offered by its id for words of its title,
/// which share no letter.
final class AnyMatch implements CompletionMatcher {

    private List<Candidate> offers = List.of();

    @Override
    public void compile(
            Map<LineReader.Option, Boolean> options,
            boolean prefix,
            CompletingParsedLine line,
            boolean caseInsensitive,
            int errors,
            String originalGroupName) {
        offers = List.of();
    }

    @Override
    public List<Candidate> matches(List<Candidate> candidates) {
        offers = List.copyOf(candidates);
        return offers;
    }

    @Override
    public @Nullable Candidate exactMatch() {
        return null;
    }

    @Override
    public String getCommonPrefix() {
        String common = offers.isEmpty() ? "" : offers.getFirst().value();
        for (Candidate offer : offers) {
            int same = 0;
            while (same < common.length()
                    && same < offer.value().length()
                    && common.charAt(same) == offer.value().charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common;
    }
}
