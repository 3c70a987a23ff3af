package io.broadsheet.app.console;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A bot that answers what it was told to and remembers what it was asked.
final class FakeDialogue implements Dialogue {

    final List<String> heard = new ArrayList<>();
    private final Map<String, Reply> replies = new HashMap<>();

    FakeDialogue answering(String text, Reply reply) {
        replies.put(text, reply);
        return this;
    }

    @Override
    public Reply typed(String text, Caller caller) {
        return hear("typed " + text, text, caller);
    }

    @Override
    public Reply chosen(String command, Arguments arguments, Caller caller) {
        return hear("chosen " + command + " " + arguments.values(), command, caller);
    }

    @Override
    public Reply pressed(CommandCode code, Caller caller) {
        return hear("pressed " + code.value(), code.value(), caller);
    }

    @Override
    public Reply submitted(Form form, Map<String, String> values, Caller caller) {
        return hear("submitted " + form.submit() + " " + values, form.submit(), caller);
    }

    @Override
    public List<Completion> complete(String text, Caller caller) {
        heard.add("completes " + text);
        return List.of(new Completion(text + "!", "label"));
    }

    private Reply hear(String what, String key, Caller caller) {
        heard.add(caller.name() + " #" + caller.channelName() + " " + what);
        return replies.getOrDefault(key, Reply.say("heard " + key));
    }
}
