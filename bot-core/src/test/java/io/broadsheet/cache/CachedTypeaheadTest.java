package io.broadsheet.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Ledger;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Schedules;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedTypeaheadTest {

    private static final UserRef ANN = new UserRef(Platform.DISCORD, "-", "1");
    private static final ChannelRef VISION = new ChannelRef(Platform.DISCORD, "7", "71");
    private static final ChannelRef AUDIO = new ChannelRef(Platform.DISCORD, "7", "72");
    private static final Owner PERSON = new Owner.OnePerson(ANN);
    private static final Owner CHANNEL = new Owner.Channel(VISION);
    private static final Interest PRUNING = new Interest.Topic("pruning");
    private static final Interest SPEECH = new Interest.Topic("speech");

    private final Schedules schedules = mock(Schedules.class);
    private final Library library = mock(Library.class);
    private final AtomicLong nanos = new AtomicLong();
    private final CachedTypeahead typeahead =
            new CachedTypeahead(schedules, library, mock(Ledger.class), nanos::get);

    @Test
    void readsTheStoreOnceForAWordThatIsTyped() {
        when(schedules.of(VISION))
                .thenReturn(List.of(schedule(1)))
                .thenThrow(new IllegalStateException("the store does not answer"));
        when(library.follows(PERSON))
                .thenReturn(List.of())
                .thenThrow(new IllegalStateException("the store does not answer"));

        for (int i = 0; i < 20; i++) {
            assertThat(typeahead.schedules(VISION)).containsExactly(schedule(1));
            assertThat(typeahead.follows(PERSON)).as("nothing is remembered as well").isEmpty();
        }
        assertThat(typeahead.schedules(AUDIO)).as("of another channel").isEmpty();
        assertThat(typeahead.follows(CHANNEL)).as("of a channel").isEmpty();

        // What others changed is seen a little later, and so is a store that is gone.
        nanos.addAndGet(CachedTypeahead.REMEMBERED.toNanos());
        assertThatThrownBy(() -> typeahead.schedules(VISION)).hasMessageContaining("the store");
        assertThatThrownBy(() -> typeahead.follows(PERSON)).hasMessageContaining("the store");
    }

    @Test
    void aChangeIsSeenAtOnceAndReadsNothingElseAnew() {
        when(library.follows(PERSON)).thenReturn(List.of(PRUNING));
        when(library.follows(CHANNEL)).thenReturn(List.of(SPEECH));
        when(schedules.of(VISION)).thenReturn(List.of(schedule(1)));
        typeahead.follows(PERSON);
        typeahead.follows(CHANNEL);
        typeahead.schedules(VISION);

        when(library.follows(PERSON)).thenReturn(List.of(SPEECH, PRUNING));
        typeahead.changed(ANN);

        assertThat(typeahead.follows(PERSON)).containsExactly(SPEECH, PRUNING);
        typeahead.follows(CHANNEL);
        typeahead.schedules(VISION);
        verify(library, times(1)).follows(CHANNEL);
        verify(schedules, times(1)).of(VISION);

        when(library.follows(CHANNEL)).thenReturn(List.of());
        when(schedules.of(VISION)).thenReturn(List.of(schedule(1), schedule(2)));
        typeahead.changed(VISION);

        assertThat(typeahead.follows(CHANNEL)).isEmpty();
        assertThat(typeahead.schedules(VISION)).hasSize(2);
        verify(library, times(2)).follows(PERSON);
    }

    @Test
    void whatWasReadBeforeAChangeIsNotRememberedAfterIt() {
        // The change comes between reading and remembering.
        when(library.follows(PERSON))
                .thenAnswer(_ -> {
                    typeahead.changed(ANN);
                    return List.of();
                })
                .thenReturn(List.of(PRUNING));

        typeahead.follows(PERSON);

        assertThat(typeahead.follows(PERSON)).containsExactly(PRUNING);
    }

    private static Schedule schedule(int number) {
        return new Schedule(
                number,
                number,
                VISION,
                "vision",
                new Schedule.Plan(
                        new Cadence.Daily(LocalTime.NOON),
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Schedule.EditionKind.PAPER,
                        Optional.empty()),
                new Schedule.State.Active(),
                Instant.EPOCH);
    }
}
