package io.broadsheet.club;

import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The port to who takes turns at presenting.
public interface Rota {

    /// @return whether the person was not on it
    boolean join(long club, UserRef person, Instant at);

    /// Takes somebody off it, with the turns that are settled from a day on.
    ///
    /// @return whether the person was on it
    boolean leave(long club, UserRef person, LocalDate from);

    /// Those who take turns, by when they joined.
    List<RotaMember> members(long club);

    /// Notes that somebody cannot present on a day, or can after all. A turn of theirs on it goes
    /// to the next one.
    ///
    /// @return whether it was otherwise before
    boolean absent(long club, UserRef person, LocalDate day, boolean absent);

    /// Offers the turn of a day to somebody, in place of whom it was offered to before.
    void offer(long club, LocalDate day, UserRef to, Instant at);

    /// Whom the turn of a day is offered to.
    Optional<UserRef> offered(long club, LocalDate day);

    /// Takes an offer: the turn is theirs, and theirs that of whoever offered it.
    ///
    /// @param instead the day of the turn that is given in return; empty where there is none
    /// @return whether it was offered to the person
    boolean accept(
            long club,
            LocalDate day,
            UserRef person,
            UserRef offeredBy,
            Optional<LocalDate> instead);

    /// @return whether it was offered to the person
    boolean decline(long club, LocalDate day, UserRef person);
}
