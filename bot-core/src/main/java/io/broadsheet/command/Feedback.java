package io.broadsheet.command;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.PaperActions.Action;

/// What is answered to whoever says what they think of a paper. Doing it twice does it once.
final class Feedback {

    private Feedback() {}

    static Reply done(
            CommandServices services, String before, Paper paper, String after, Action undo) {
        return Reply.of(
                Block.paragraph(Span.text(before), Span.emphasis(paper.title()), Span.text(after)),
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.CANCEL,
                                "Undo",
                                services.codes().code(undo, paper.id()))));
    }

    static Reply plain(String before, Paper paper, String after) {
        return Reply.say(Span.text(before), Span.emphasis(paper.title()), Span.text(after));
    }
}
