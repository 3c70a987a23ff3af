package io.broadsheet.app.console;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.Conversation;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import java.util.List;
import java.util.Map;

/// The bot, as the console sees it.
public interface Dialogue {

    /// Answers a typed line, without `/paper` before it.
    Reply typed(String text, Caller caller);

    /// Answers a command whose options were filled in one by one.
    Reply chosen(String command, Arguments arguments, Caller caller);

    /// Answers a pressed button.
    Reply pressed(CommandCode code, Caller caller);

    /// Answers a form that was filled in.
    ///
    /// @param values by the option that a field fills
    Reply submitted(Form form, Map<String, String> values, Caller caller);

    /// What could come next: values for the command's name where there is none yet, else for all
    /// that follows it.
    ///
    /// @param text what was typed up to the cursor
    List<Completion> complete(String text, Caller caller);

    static Dialogue with(Conversation patient) {
        Conversation conversation = patient.withSequels();
        return new Dialogue() {
            @Override
            public Reply typed(String text, Caller caller) {
                return conversation.typed(text, caller);
            }

            @Override
            public Reply chosen(String command, Arguments arguments, Caller caller) {
                return conversation.chosen(command, arguments, caller);
            }

            @Override
            public Reply pressed(CommandCode code, Caller caller) {
                return conversation.pressed(code, caller);
            }

            @Override
            public Reply submitted(Form form, Map<String, String> values, Caller caller) {
                return conversation.submitted(form, values, caller);
            }

            @Override
            public List<Completion> complete(String text, Caller caller) {
                return conversation.complete(text, caller);
            }
        };
    }
}
