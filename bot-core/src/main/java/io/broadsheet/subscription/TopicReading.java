package io.broadsheet.subscription;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// What mails are to be about, as it was said: a topic in words, or a search where a filter is in
/// it (`author:"Kaiming He"`, `diffusion in:cs.CV has:code`).
///
/// @param content empty where it cannot be read
/// @param problem a sentence for people; empty where nothing is wrong
public record TopicReading(Optional<Topics> content, String problem) {

    private static final int LONGEST = 200;

    /// Reads it.
    ///
    /// @param today what `since:yesterday` goes by
    public static TopicReading of(String said, LocalDate today, Recommender recommender) {
        String text = said.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return wrong("What the mails are about has 1 to " + LONGEST + " characters.");
        }
        QueryReading reading = QueryLanguage.parse(text, today);
        if (!reading.problems().isEmpty()) {
            return wrong(String.join(" ", reading.problems()));
        }
        PaperQuery query = reading.query();
        if (query.equals(PaperQuery.words(query.words()))) {
            return new TopicReading(Optional.of(new Topics.About(text)), "");
        }
        return recommender.found(query, Instant.EPOCH).isEmpty()
                ? wrong("No paper here passes '" + Phrases.cut(text, 60) + "' so far.")
                : new TopicReading(Optional.of(new Topics.BySearch(text)), "");
    }

    private static TopicReading wrong(String problem) {
        return new TopicReading(Optional.empty(), problem);
    }
}
