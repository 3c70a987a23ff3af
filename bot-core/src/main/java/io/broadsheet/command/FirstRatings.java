package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.library.Library;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A handful of well-received papers to say yes or no to, for somebody whose taste nobody knows:
/// unlike one another, so that each answer tells much.
final class FirstRatings {

    /// How many of the best received are chosen from.
    private static final int CHOSEN_FROM = 60;

    /// What was shown within this time is not shown again.
    private static final Duration LATELY = Duration.ofDays(1);

    private final CommandServices services;

    FirstRatings(CommandServices services) {
        this.services = services;
    }

    Reply offer(Caller caller) {
        services.afterwards().settle();
        List<Suggestion> unrated = unrated(caller);
        if (unrated.isEmpty()) {
            return Reply.say(
                    Span.text("You have seen what people liked most. Picks for you: "),
                    Span.command("recommend"),
                    Span.text("."));
        }
        List<Block> after = new ArrayList<>();
        List<Button> dismissals = new ArrayList<>();
        List<Suggestion> offered = unlikeEachOther(unrated);
        for (int i = 0; i < offered.size(); i++) {
            dismissals.add(
                    services.button(
                            Button.Role.DISMISS,
                            "Not for me: " + (i + 1),
                            new DismissCommand(offered.get(i).paper().id().toString())));
        }
        after.add(new Block.Buttons(dismissals));
        after.add(
                new Block.Buttons(
                        services.button(Button.Role.OTHER, "Others", LibraryCommand.start()),
                        services.button(
                                Button.Role.OTHER,
                                "Picks for me",
                                new RecommendCommand(RecommendCommand.Scope.ME))));
        return services.suggestions(
                List.of(
                        Block.paragraph(
                                "Save those you would read, and say which are not for you: picks"
                                        + " learn from every answer.")),
                offered,
                after,
                caller);
    }

    private List<Suggestion> unrated(Caller caller) {
        Library library = services.library();
        Instant now = services.now();
        Set<PaperId> rated = new HashSet<>(library.dismissed(caller.user()));
        library.saved(caller.user()).forEach(saved -> rated.add(saved.paper()));
        library.votes(caller.user()).forEach(vote -> rated.add(vote.paper()));
        rated.addAll(library.suggestedSince(caller.user(), now.minus(LATELY)));
        return services
                .recommender()
                .trending(caller.channel(), Window.ALL_TIME, CHOSEN_FROM)
                .papers()
                .stream()
                .filter(suggestion -> !rated.contains(suggestion.paper().id()))
                .toList();
    }

    /// Begins with the best received, and goes on with what is least like all before.
    private List<Suggestion> unlikeEachOther(List<Suggestion> ranked) {
        List<Suggestion> left = new ArrayList<>(ranked);
        List<Suggestion> chosen = new ArrayList<>(List.of(left.removeFirst()));
        while (chosen.size() < CommandServices.PAGE && !left.isEmpty()) {
            Suggestion next =
                    left.stream()
                            .min(Comparator.comparingDouble(each -> likeness(each, chosen)))
                            .orElseThrow();
            chosen.add(next);
            left.remove(next);
        }
        return chosen;
    }

    private double likeness(Suggestion one, List<Suggestion> others) {
        return others.stream()
                .mapToDouble(other ->
                        services.recommender().similarity(one.paper().id(), other.paper().id()))
                .max()
                .orElse(0);
    }
}
