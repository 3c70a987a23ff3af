package io.broadsheet.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastDayTest {

    private static final LocalDate WEDNESDAY = LocalDate.of(2025, 6, 11);

    @ParameterizedTest
    @CsvSource({
        "today, 2025-06-11",
        "yesterday, 2025-06-10",
        "monday, 2025-06-09",
        "Mon, 2025-06-09",
        "wednesday, 2025-06-04",
        "last friday, 2025-06-06",
        "2025-06-01, 2025-06-01",
        "2025-05, 2025-05-01",
        "2024, 2024-01-01",
        "3 days ago, 2025-06-08",
        "1 day ago, 2025-06-10",
        "a week ago, 2025-06-04",
        "2 months ago, 2025-04-11",
        "A year ago, 2024-06-11",
    })
    void readsADayAsPeopleNameIt(String text, LocalDate day) {
        assertThat(PastDay.parse(text, WEDNESDAY)).contains(day);
    }

    @ParameterizedTest
    @CsvSource({
        "someday",
        "2025-13-01",
        "m",
        "tu",
        "31.12.2024",
        "3 days",
        "days ago",
        "3 eons ago"
    })
    void readsNothingElse(String text) {
        assertThat(PastDay.parse(text, WEDNESDAY)).isEmpty();
    }

    @Test
    void takesABeginningOfThreeLetters() {
        assertThat(PastDay.parse("thu", WEDNESDAY)).contains(LocalDate.of(2025, 6, 5));
    }
}
