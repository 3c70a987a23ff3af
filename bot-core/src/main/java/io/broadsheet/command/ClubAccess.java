package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Right;
import io.broadsheet.club.Club;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Which club is meant, and who may change it.
final class ClubAccess {

    private static final String EXAMPLE =
            "club start weekly Thursday 16:00 Europe/Berlin in room 4.12";

    private final CommandServices services;

    ClubAccess(CommandServices services) {
        this.services = services;
    }

    /// The channel's club that is not stopped.
    Optional<Club> here(Caller caller) {
        return services.clubs().clubs().current(caller.channel());
    }

    /// Answers with the channel's club, or says that there is none.
    Reply with(Caller caller, Function<Club, Reply> answer) {
        return here(caller).map(answer).orElseGet(() -> none(caller));
    }

    /// The same where a button may stand elsewhere, as in a direct message: the club is known by
    /// its id to those who are in its channel.
    ///
    /// @param id empty for the channel's club
    Reply with(Optional<Long> id, Caller caller, Function<Club, Reply> answer) {
        if (id.isEmpty()) {
            return with(caller, answer);
        }
        return services.clubs()
                .clubs()
                .find(id.get())
                .filter(club -> !club.isStopped() && mayKnow(club, caller))
                .map(answer)
                .orElseGet(() -> Reply.rejection("That reading group is gone."));
    }

    /// Whether somebody is in its channel, or used the bot there.
    boolean mayKnow(Club club, Caller caller) {
        return caller.channel().equals(club.channel())
                || services.library().members(club.channel()).contains(caller.user());
    }

    static Reply none(Caller caller) {
        return Reply.say(
                Phrases.here(caller),
                Span.text(
                        " has no reading group."
                                + (caller.administers()
                                        ? " For example: "
                                        : " Its admins can begin one, for example: ")),
                Span.command(EXAMPLE),
                Span.text("."));
    }

    static Reply admins(Caller caller, Supplier<Reply> answer) {
        return caller.right() == Right.YES
                ? answer.get()
                : AdminsOnly.refusal(
                        caller,
                        Span.text("Only admins of "),
                        Phrases.here(caller),
                        Span.text(" can change its reading group."));
    }
}
