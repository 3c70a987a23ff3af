package io.broadsheet.command;

import io.broadsheet.message.Reply;
import io.broadsheet.paper.PaperReferences;
import java.time.ZoneId;
import java.util.Optional;

/// What a link to a paper unfolds to: a few lines for everybody, nothing of who did what.
final class UnfurlHandler {

    private final CommandServices services;

    UnfurlHandler(CommandServices services) {
        this.services = services;
    }

    Optional<Reply> handle(String address, ZoneId zone) {
        return services.finder()
                .known(PaperReferences.parse(address))
                .map(paper -> Reply.of(services.paperCard().brief(paper, zone)));
    }
}
