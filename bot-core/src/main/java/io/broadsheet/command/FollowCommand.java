package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import java.util.Optional;

/// Follows a topic, an author or a category.
///
/// @param here whether for the channel instead of the person
record FollowCommand(Interest interest, boolean here) implements InterestCommand {

    static final CommandType TYPE =
            CommandType.named("follow", Group.TUNE, "Follow a topic, an author or a category")
                    .usage("<topic|author:name|in:category> [here]")
                    .option(
                            Option.text("topic", "Words, author:name or in:category")
                                    .completing(CompletedFrom.TOPIC))
                    .option(InterestChanges.HERE)
                    .example("follow token pruning")
                    .example("follow author:\"Kaiming He\"")
                    .note(
                            "What you follow feeds recommend and catchup. With here at the end, channel admins follow it for"
                                    + " the channel.")
                    .reads(InterestChanges.LAYOUT, FollowCommand::read);

    private static FollowCommand read(Arguments arguments) throws Misunderstanding {
        return new FollowCommand(
                InterestChanges.interest(arguments, "follow token pruning"),
                InterestChanges.isHere(arguments));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return InterestChanges.change(here, caller, owner -> follow(services, caller, owner));
    }

    private Reply follow(CommandServices services, Caller caller, Owner owner) {
        Optional<Reply> nothing = InterestChanges.sayingNothing(services, interest, "follow");
        if (nothing.isPresent()) {
            return nothing.get();
        }
        Optional<Reply> question =
                InterestChanges.question(
                        services, "follow", interest, meant -> new FollowCommand(meant, here));
        if (question.isPresent()) {
            return question.get();
        }
        Interest meant = AuthorQuestion.meant(interest, services.search());
        boolean fresh = services.library().follow(owner, meant, services.now());
        return InterestChanges.undoable(
                services,
                fresh
                        ? InterestChanges.who(owner, caller, "You now follow ", " now follows ")
                        : InterestChanges.who(
                                owner, caller, "You follow it already: ", " follows it already: "),
                meant,
                InterestChanges.unheardOf(services, meant),
                new UnfollowCommand(meant, here),
                Optional.of(
                        services.button(
                                Button.Role.OPEN,
                                "What there is",
                                new SearchCommand(meant.toString(), 0))));
    }
}
