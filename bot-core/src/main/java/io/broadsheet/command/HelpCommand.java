package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Explains the commands, from their specifications alone.
///
/// @param topic a command's name, empty for the overview
record HelpCommand(String topic) implements Command {

    static final CommandType TYPE =
            CommandType.named("help", Group.YOU, "All commands, or one with examples")
                    .usage("[command]")
                    .option(
                            Option.text("command", "A command's name")
                                    .optional()
                                    .completing(CompletedFrom.COMMAND))
                    .example("help")
                    .example("help search")
                    .reads(LineLayout.rest("command"), HelpCommand::read);

    private static HelpCommand read(Arguments arguments) throws Misunderstanding {
        return new HelpCommand(arguments.text("command"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return topic;
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        String name = topic.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return overview();
        }
        return CommandBook.typed(name)
                .map(type -> page(type.spec()))
                .orElseGet(() -> unknown(name));
    }

    private static Reply overview() {
        List<Block> blocks = new ArrayList<>();
        for (CommandSpec.Group group : CommandSpec.Group.values()) {
            List<List<Span>> lines = new ArrayList<>();
            for (CommandSpec spec : CommandBook.typed()) {
                if (spec.group() == group) {
                    lines.add(
                            List.of(
                                    Span.command(spec.synopsis()),
                                    Span.text("  " + spec.summary())));
                }
            }
            blocks.add(new Block.Heading(group.heading()));
            blocks.add(new Block.Bullets(lines));
        }
        blocks.add(
                Block.note(
                        Span.text("One command with examples: "),
                        Span.command("help search"),
                        Span.text(
                                ". A paper can be named by arXiv id, DOI, address, number in the last list, or words of its title.")));
        return Reply.of(blocks);
    }

    private static Reply page(CommandSpec spec) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(spec.synopsis()));
        blocks.add(Block.paragraph(spec.summary() + "."));
        spec.notes().forEach(note -> blocks.add(Block.paragraph(note)));
        blocks.add(
                new Block.Bullets(
                        spec.examples().stream()
                                .map(example -> List.of(Span.command(example)))
                                .toList()));
        String seen =
                switch (spec.visibility()) {
                    case CALLER -> "Only you see the answer.";
                    case CALLER_MAY_SHARE -> "Only you see the answer, until you share it.";
                    case CHANNEL -> "Everybody in the channel sees the answer.";
                };
        blocks.add(Block.note(seen));
        return Reply.of(blocks);
    }

    private static Reply unknown(String topic) {
        Optional<CommandSpec> nearest = CommandLine.nearest(topic);
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("There is no command "));
        spans.add(Span.code(Phrases.cut(topic, 60)));
        spans.add(Span.text(nearest.isPresent() ? ". Did you mean " : ". For example: "));
        spans.add(Span.command("help " + nearest.map(CommandSpec::name).orElse("search")));
        spans.add(Span.text(nearest.isPresent() ? "?" : "."));
        return Reply.rejection(spans.toArray(Span[]::new));
    }
}
