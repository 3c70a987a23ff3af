package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.Clubs;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows what was changed in a channel's reading group.
final class ClubLog {

    private static final int CHANGES = 10;

    private final CommandServices services;

    ClubLog(CommandServices services) {
        this.services = services;
    }

    /// Also of a club that was stopped.
    Reply of(Caller caller) {
        Optional<Club> club = services.clubs().clubs().of(caller.channel());
        if (club.isEmpty()) {
            return ClubAccess.none(caller);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Span.text("What was changed in the reading group of "),
                        Phrases.here(caller)));
        List<List<Span>> lines = new ArrayList<>();
        for (Clubs.ClubChange change : services.clubs().clubs().changes(club.get().id(), CHANGES)) {
            lines.add(
                    List.of(
                            Phrases.minute(change.at(), club.get().plan().zone()),
                            Span.text(
                                    ", "
                                            + change.by().orElse("Broadsheet")
                                            + ": "
                                            + change.what())));
        }
        blocks.add(new Block.Bullets(lines));
        return Reply.of(blocks);
    }
}
