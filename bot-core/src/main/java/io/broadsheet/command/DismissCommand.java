package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.PaperActions.Action;

/// Notes that a paper is not for who says so.
///
/// @param reference a paper, as [PaperFinder] reads it
record DismissCommand(String reference) implements OnePaperChange {

    static final CommandType TYPE =
            CommandType.named("dismiss", Group.FIND, "Say that a paper is not for you")
                    .pressedOnly()
                    .example("dismiss 1")
                    .reads(LineLayout.rest("paper"), DismissCommand::read);

    private static DismissCommand read(Arguments arguments) throws Misunderstanding {
        return new DismissCommand(arguments.paper("dismiss 1"));
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
                        DismissCommand::new,
                        paper -> dismiss(services, caller, paper));
    }

    private Reply dismiss(CommandServices services, Caller caller, Paper paper) {
        boolean fresh = services.library().dismiss(caller.user(), paper.id(), services.now());
        return Feedback.done(
                services,
                fresh ? "I will not suggest " : "Already not suggested to you: ",
                paper,
                fresh ? " to you." : ".",
                Action.UNDISMISS);
    }
}
