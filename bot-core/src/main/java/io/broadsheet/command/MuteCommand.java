package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Reply;
import java.util.Optional;

/// Never suggests papers with a word, by an author or of a category.
///
/// @param here whether for the channel instead of the person
record MuteCommand(Interest interest, boolean here) implements InterestCommand {

    static final CommandType TYPE =
            CommandType.named(
                            "mute",
                            Group.TUNE,
                            "Never suggest papers with a word, by an author or of a category")
                    .usage("<word|author:name|in:category> [here]")
                    .option(Option.text("topic", "A word, author:name or in:category"))
                    .option(InterestChanges.HERE)
                    .example("mute medical")
                    .example("mute in:cs.CR here")
                    .note(
                            "Muted papers are still found by search. With here at the end, channel admins mute it for the"
                                    + " channel.")
                    .reads(InterestChanges.LAYOUT, MuteCommand::read);

    private static MuteCommand read(Arguments arguments) throws Misunderstanding {
        return new MuteCommand(
                InterestChanges.interest(arguments, "mute medical"),
                InterestChanges.isHere(arguments));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return InterestChanges.change(here, caller, owner -> mute(services, caller, owner));
    }

    private Reply mute(CommandServices services, Caller caller, Owner owner) {
        Optional<Reply> nothing = InterestChanges.sayingNothing(services, interest, "mute");
        if (nothing.isPresent()) {
            return nothing.get();
        }
        Optional<Reply> question =
                InterestChanges.question(
                        services, "mute", interest, meant -> new MuteCommand(meant, here));
        if (question.isPresent()) {
            return question.get();
        }
        Interest meant = AuthorQuestion.meant(interest, services.search());
        boolean fresh = services.library().mute(owner, meant, services.now());
        return InterestChanges.undoable(
                services,
                fresh
                        ? InterestChanges.who(owner, caller, "Muted for you: ", " has muted ")
                        : InterestChanges.who(
                                owner,
                                caller,
                                "Muted for you already: ",
                                " has it muted already: "),
                meant,
                InterestChanges.unheardOf(services, meant),
                new UnmuteCommand(meant, here),
                Optional.empty());
    }
}
