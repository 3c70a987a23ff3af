package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot as a platform talks to it: whatever a person types, presses or fills in goes in, and a
/// reply comes out, always.
public final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private final Desk desk;
    private final CommandRouter router;
    private final Completions completions;

    public Conversation(Desk desk) {
        this.desk = desk;
        this.router = new CommandRouter(desk);
        this.completions = new Completions(desk);
    }

    /// A line typed after `/paper`.
    public Reply typed(String text, Caller caller) {
        return answer(CommandLine.parse(text), caller);
    }

    /// A command whose options were filled in one by one.
    public Reply chosen(String name, Arguments arguments, Caller caller) {
        return answer(CommandLine.parse(name, arguments), caller);
    }

    /// A form that was filled in.
    ///
    /// @param values by the fields' options
    public Reply submitted(Form form, Map<String, String> values, Caller caller) {
        return chosen(form.submit(), new Arguments(values), caller);
    }

    /// A button that was pressed, be it of a message from long ago.
    public Reply pressed(CommandCode code, Caller caller) {
        return safely(
                "a button",
                caller,
                () -> {
                    Optional<Command> command = desk.codes().command(code);
                    return command.map(it -> placed(it, router.route(it, caller)))
                            .orElseGet(() ->
                                    Reply.rejection(
                                            "This button is from a version of me that I do not remember. Please ask again."));
                });
    }

    /// The specification of the command that a button carries, which says who will see the answer;
    /// empty where this version cannot read it.
    public Optional<CommandSpec> spec(CommandCode code) {
        return desk.codes().command(code).map(CommandRouter::spec);
    }

    /// The papers that somebody's message refers to.
    public Reply found(String message, Caller caller) {
        return safely(
                "find",
                caller,
                () -> router.route(new Command.FindIn(CommandLine.clean(message)), caller));
    }

    /// What could come next in a line being typed, best first. Answers from memory.
    public List<Completion> complete(String text, Caller caller) {
        return completions.complete(text, caller);
    }

    /// What an option of a command could be, best first. Answers from memory.
    public List<Completion> complete(CommandSpec.Option option, String typed, Caller caller) {
        return completions.complete(option, typed, caller);
    }

    /// Something that can be filled in.
    ///
    /// @param value what stands in the line, or in the option, then
    /// @param label what to show people for it
    public record Completion(String value, String label) {}

    private Reply answer(CommandLine.Parsed parsed, Caller caller) {
        return switch (parsed) {
            case CommandLine.Parsed.Rejected(Reply reply) -> reply;
            case CommandLine.Parsed.Understood(Command command) ->
                    safely(
                            CommandRouter.spec(command).name(),
                            caller,
                            () -> router.route(command, caller));
        };
    }

    /// Paging answers in place, also on the way back to the first page.
    private static Reply placed(Command command, Reply reply) {
        return command instanceof Command.Paged && reply.placement() == Reply.Placement.NEW
                ? reply.placed(Reply.Placement.REPLACE)
                : reply;
    }

    private Reply safely(String what, Caller caller, Supplier<Reply> answer) {
        try {
            desk.library().seen(caller.user(), caller.channel(), caller.name(), desk.now());
            desk.schedules()
                    .seen(caller.user(), caller.channel(), caller.administers(), desk.now());
            return answer.get();
        } catch (RuntimeException e) {
            String reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            log.error("{} failed in {}, reference {}", what, caller.channel(), reference, e);
            return Reply.failure(reference);
        }
    }
}
