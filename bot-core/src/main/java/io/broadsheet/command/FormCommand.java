package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import java.util.List;

/// Opens the form with a search box.
record FormCommand() implements BareQuestion {

    static final CommandType TYPE =
            CommandType.named("form", Group.FIND, "Open the search form")
                    .pressedOnly()
                    .example("form")
                    .reads(LineLayout.nothing(), _ -> new FormCommand());

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return Reply.form(
                new Form(
                        "Find papers",
                        "Search",
                        "search",
                        List.of(
                                new Form.Field(
                                        "words",
                                        "Search for",
                                        "vision tokenizers since:2024 has:code",
                                        true))));
    }
}
