package io.broadsheet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.Catalogue.Reception;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceptionForecastTest {

    private static final Instant DAY = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void aPaperPromisesWhatItsAuthorsEarlierOnesGot() {
        ReceptionForecast forecast = ReceptionForecast.of(receptions());

        Paper praised = paper("Praised Author", "Some One");
        Paper unknown = paper("An Other", "Some One");
        Paper passed = paper("Passed Over", "Some One");
        assertThat(forecast.of(praised)).isGreaterThan(forecast.of(unknown));
        assertThat(forecast.of(unknown)).isGreaterThan(forecast.of(passed));
        assertThat(forecast.why(praised)).contains(new Reason.Promising("Praised Author", 2, 190));
        assertThat(forecast.why(unknown)).isEmpty();
        assertThat(forecast.why(passed)).isEmpty();
    }

    @Test
    void manyAuthorsPromiseMoreButAThousandNoMoreThanFifty() {
        ReceptionForecast forecast = ReceptionForecast.of(List.of());

        assertThat(forecast.of(crowd(9))).isGreaterThan(forecast.of(crowd(3)));
        assertThat(forecast.of(crowd(1_000))).isEqualTo(forecast.of(crowd(50)));
        assertThat(forecast.of(crowd(0))).isEqualTo(forecast.of(crowd(1)));
    }

    @Test
    void theOrderInWhichItLearnsDoesNotMatter() {
        List<Reception> shuffled = new ArrayList<>(receptions());
        Collections.reverse(shuffled);

        Paper praised = paper("praised  AUTHOR", "Some One");
        assertThat(ReceptionForecast.of(shuffled).of(praised))
                .isCloseTo(ReceptionForecast.of(receptions()).of(praised), within());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    /// Two days of four papers each.
    private static List<Reception> receptions() {
        List<Reception> receptions = new ArrayList<>();
        for (int day = 0; day < 2; day++) {
            Instant at = DAY.plus(Duration.ofDays(day));
            receptions.add(new Reception(List.of("Praised Author"), 90 + 10 * day, at));
            receptions.add(new Reception(List.of("Passed Over"), 1, at));
            receptions.add(new Reception(List.of("Third Person"), 10, at));
            receptions.add(new Reception(List.of("Fourth Person"), 8, at));
        }
        return receptions;
    }

    private static Paper crowd(int authors) {
        return paper(
                IntStream.range(0, authors).mapToObj(i -> "Author " + i).toArray(String[]::new));
    }

    private static Paper paper(String... authors) {
        return Paper.builder(PaperId.ofTitle("A title"), "A title")
                .authorNames(List.of(authors))
                .build();
    }
}
