package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Library;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.source.PaperRequests;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings a paper to the catalogue.
///
/// @param reference an identifier or an address
record SubmitCommand(String reference) implements OnePaperChange {

    static final CommandType TYPE =
            CommandType.named(
                            "submit",
                            Group.YOU,
                            "Bring a paper to the catalogue and get the credit")
                    .usage("<paper address or id>")
                    .option(Option.text("paper", "arXiv id, DOI or address of the paper"))
                    .example("submit https://arxiv.org/abs/2503.11677")
                    .reads(LineLayout.rest("paper"), SubmitCommand::read);

    private static SubmitCommand read(Arguments arguments) throws Misunderstanding {
        return new SubmitCommand(arguments.paper("submit 2503.11677"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        PaperReference named = PaperReferences.parse(reference);
        if (named instanceof PaperReference.Worded || named instanceof PaperReference.Numbered) {
            return Reply.rejection(
                    Span.text(
                            "'"
                                    + Phrases.cut(reference, 80)
                                    + "' is no address or id of a paper. For example: "),
                    Span.command("submit https://arxiv.org/abs/2503.11677"),
                    Span.text("."));
        }
        Optional<Paper> known = services.finder().known(named);
        if (known.isPresent()) {
            return credited(services, known.get(), false, caller);
        }
        if (services.requests().equals(PaperRequests.NONE)) {
            return Reply.rejection(
                    "That paper is not in the catalogue, and I have no source to look it up in: papers come in"
                            + " from files, which whoever runs this bot adds with ./broadsheet import FILE.");
        }
        return new Newcomers(services)
                .look(named, paper -> credited(services, paper, true, caller));
    }

    private Reply credited(CommandServices services, Paper paper, boolean fresh, Caller caller) {
        Library library = services.library();
        Optional<ChannelRef> channel = caller.inSightOf();
        if (channel.isPresent()) {
            library.creditIn(channel.get(), caller.user(), paper.id(), services.now());
        } else {
            library.credit(caller.user(), paper.id(), services.now());
        }
        boolean credited =
                library.submitter(caller.channel(), paper.id())
                        .filter(caller.name()::equals)
                        .isPresent();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        (fresh
                                        ? "This paper is in the catalogue now"
                                        : "This paper is in the catalogue"
                                                + (credited ? "" : " already"))
                                + (credited ? "; you are credited with bringing it in." : ".")
                                + (paper.withdrawn()
                                        ? " Its authors have withdrawn it, so it is never suggested."
                                        : "")));
        blocks.addAll(services.card(paper, caller));
        return Reply.of(blocks);
    }
}
