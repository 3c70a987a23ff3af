package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.message.Reply;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Does something with a paper from a card that is there for the presser alone, and answers with
/// the card as it is then, in the place of the old one: the buttons say what was done.
///
/// @param done what is done first
/// @param reference a paper, as [PaperFinder] reads it
record CardCommand(Done done, String reference) implements Command {

    /// What a card's button does.
    enum Done {
        SHOW,
        SAVE,
        UNSAVE,
        UPVOTE,
        UNVOTE,
        DISMISS,
        UNDISMISS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final CommandType TYPE =
            CommandType.named("card", Group.FIND, "Change a card in its place")
                    .pressedOnly()
                    .example("card save 1")
                    .reads(
                            CardCommand::layout,
                            arguments ->
                                    new CardCommand(
                                            arguments.choice("done", Done.SHOW, "card save 1"),
                                            arguments.paper("card save 1")));

    /// The first word says what is done.
    private static Arguments layout(String rest) {
        String[] words = rest.strip().split("\\s+", 2);
        return new Arguments(Map.of("done", words[0], "paper", words.length < 2 ? "" : words[1]));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return done.word() + " " + reference;
    }

    @Override
    public Effect effect() {
        return step().map(Command::effect).orElse(Effect.NONE);
    }

    private Optional<Command> step() {
        return Optional.ofNullable(
                switch (done) {
                    case SHOW -> null;
                    case SAVE -> new SaveCommand(reference);
                    case UNSAVE -> new UnsaveCommand(reference);
                    case UPVOTE -> new UpvoteCommand(reference);
                    case UNVOTE -> new UnvoteCommand(reference);
                    case DISMISS -> new DismissCommand(reference);
                    case UNDISMISS -> new UndismissCommand(reference);
                });
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        Reply said = step().map(it -> it.handle(services, caller)).orElse(null);
        if (said != null && said.kind() != Reply.Kind.ANSWER) {
            return said;
        }
        return services.finder()
                .withKnownPaper(
                        reference,
                        caller,
                        paper -> new CardCommand(done, paper),
                        paper ->
                                Reply.of(services.card(paper, caller))
                                        .placed(Reply.Placement.REPLACE));
    }
}
