package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;

/// Notes that a paper is for who says so after all.
///
/// @param reference a paper, as [PaperFinder] reads it
record UndismissCommand(String reference) implements OnePaperChange {

    static final CommandType TYPE =
            CommandType.named("undismiss", Group.FIND, "Say that a paper is for you after all")
                    .pressedOnly()
                    .example("undismiss 1")
                    .reads(LineLayout.rest("paper"), UndismissCommand::read);

    private static UndismissCommand read(Arguments arguments) throws Misunderstanding {
        return new UndismissCommand(arguments.paper("undismiss 1"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withKnownPaper(
                        reference,
                        caller,
                        UndismissCommand::new,
                        paper -> undismiss(services, caller, paper));
    }

    private Reply undismiss(CommandServices services, Caller caller, Paper paper) {
        boolean was = services.library().undismiss(caller.user(), paper.id());
        return Feedback.plain(
                was ? "I may suggest papers like this again: " : "You had not dismissed ",
                paper,
                ".");
    }
}
