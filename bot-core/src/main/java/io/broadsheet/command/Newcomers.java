package io.broadsheet.command;

import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperRequests.Answer;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import io.broadsheet.view.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Papers that are not in the catalogue: has them looked up, and says what came of it.
final class Newcomers {

    /// How long somebody waits for the sources.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CommandServices services;

    Newcomers(CommandServices services) {
        this.services = services;
    }

    /// Looks a paper up. What is said meanwhile is that this is being done.
    ///
    /// @param answer what is said once it is in the catalogue
    Reply look(PaperReference named, Function<Paper, Reply> answer) {
        CompletableFuture<Answer> coming = services.requests().request(named);
        // Sources are asked by identifiers only, so nobody is asked about a page.
        if (coming.isDone() || named instanceof PaperReference.Linked) {
            return say(named, Optional.of(coming.join()), answer);
        }
        return Reply.say(
                        Span.code(name(named)),
                        Span.text(" is not in the catalogue yet; looking it up."))
                .until(patiently(coming).thenApply(came -> say(named, came, answer)));
    }

    /// Looks several papers up. What is said meanwhile is that this is being done.
    ///
    /// @param place where they are named: `that message`
    /// @param answer what is said in the end
    Reply look(List<PaperReference> named, String place, Function<Looked, Reply> answer) {
        if (named.isEmpty()) {
            return answer.apply(new Looked(Map.of(), List.of(), List.of()));
        }
        Map<PaperReference, CompletableFuture<Answer>> coming = services.requests().request(named);
        long waiting = coming.values().stream().filter(each -> !each.isDone()).count();
        CompletableFuture<?>[] all = coming.values().toArray(new CompletableFuture<?>[0]);
        if (waiting == 0) {
            return answer.apply(looked(coming));
        }
        return Reply.say(
                        Phrases.count(waiting, "paper")
                                + (" of " + place)
                                + (waiting == 1
                                        ? " is not in the catalogue yet; looking it up."
                                        : " are not in the catalogue yet; looking them up."))
                .until(
                        patiently(CompletableFuture.allOf(all))
                                .thenApply(_ -> answer.apply(looked(coming))));
    }

    /// What came of looking several papers up.
    ///
    /// @param unknown nobody knows them, or can be asked
    /// @param later whoever could know them has not answered
    record Looked(
            Map<PaperReference, Paper> found,
            List<PaperReference> unknown,
            List<PaperReference> later) {}

    private Looked looked(Map<PaperReference, CompletableFuture<Answer>> coming) {
        Map<PaperReference, Paper> found = new LinkedHashMap<>();
        List<PaperReference> unknown = new ArrayList<>();
        List<PaperReference> later = new ArrayList<>();
        coming.forEach((reference, future) -> {
            Answer answer = future.getNow(null);
            switch (answer) {
                case Answer.Here(PaperId id) ->
                        services.catalogue()
                                .find(id)
                                .ifPresentOrElse(
                                        paper -> found.put(reference, paper),
                                        () -> unknown.add(reference));
                case UnknownPaper _, NotAsked _ -> unknown.add(reference);
                case Unreachable _ -> later.add(reference);
                case null -> later.add(reference);
            }
        });
        return new Looked(found, unknown, later);
    }

    /// The outcome, or nothing where it takes longer than anybody waits.
    static <T> CompletableFuture<Optional<T>> patiently(CompletableFuture<T> coming) {
        return coming.thenApply(Optional::ofNullable)
                .completeOnTimeout(Optional.empty(), PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Reply say(PaperReference named, Optional<Answer> came, Function<Paper, Reply> answer) {
        if (came.isEmpty()) {
            return Reply.rejection(
                    Span.code(name(named)),
                    Span.text(
                            " is still being looked up: whom I ask takes its time. Please ask again in a minute."));
        }
        return came.get() instanceof Answer.Here(PaperId id)
                ? services.catalogue().find(id).map(answer).orElseGet(() -> notHere(named, ""))
                : inVain(named, came.get());
    }

    /// Why a paper was looked up in vain.
    private Reply inVain(PaperReference named, Answer answer) {
        return switch (answer) {
            case Answer.Here _ -> throw new IllegalArgumentException("it is here");
            case UnknownPaper(List<String> asked) ->
                    Reply.rejection(
                            Span.code(name(named)),
                            Span.text(
                                    " is not in the catalogue, and "
                                            + (asked.isEmpty()
                                                    ? "nobody I asked knows it."
                                                    : Phrases.names(asked, 5)
                                                            + (asked.size() == 1
                                                                    ? " does not know it."
                                                                    : " do not know it."))
                                            + " Please check every character of it."));
            case NotAsked(String reason) -> notHere(named, reason);
            case Unreachable unreachable ->
                    Reply.rejection(
                            Span.code(name(named)),
                            Span.text(
                                    " is not in the catalogue, and it cannot be looked up now. "
                                            + unreachable.reason()
                                            + " Please try again "
                                            + when(unreachable.retryAt(), services.now())
                                            + "."));
        };
    }

    /// When to try again, for people: `in about 7 minutes`.
    static String when(@Nullable Instant retryAt, Instant now) {
        if (retryAt == null) {
            return "in a few minutes";
        }
        long minutes = Duration.between(now, retryAt).plusSeconds(59).toMinutes();
        if (minutes > 90) {
            return "in about " + Phrases.count((minutes + 59) / 60, "hour");
        }
        return minutes <= 1 ? "in a minute" : "in about " + Phrases.count(minutes, "minute");
    }

    /// @param reason why it was not looked up, a sentence; empty where there is none
    static Reply notHere(PaperReference named, String reason) {
        String because = reason.isEmpty() ? "" : " " + reason;
        return switch (named) {
            case PaperReference.Linked linked ->
                    Reply.rejection(
                            "No paper in the catalogue has the address "
                                    + linked.page()
                                    + "."
                                    + because);
            case PaperReference.Identified _, PaperReference.Numbered _, PaperReference.Worded _ ->
                    Reply.rejection(
                            Span.code(name(named)),
                            Span.text(
                                    " is not in the catalogue."
                                            + because
                                            + " Words of its title may find it under another id."));
        };
    }

    /// References as people write them.
    static List<String> names(Collection<PaperReference> references) {
        return references.stream().map(Newcomers::name).toList();
    }

    /// A reference as people write it.
    static String name(PaperReference reference) {
        return switch (reference) {
            case PaperReference.Identified(PaperId id) ->
                    switch (id.scheme()) {
                        case ARXIV ->
                                ArxivId.parse(id.value())
                                        .map(arxiv -> "arXiv:" + arxiv)
                                        .orElse(id.value());
                        case DOI -> "doi:" + id.value();
                        case TITLE -> id.toString();
                    };
            case PaperReference.Linked linked -> linked.page().toString();
            case PaperReference.Numbered(int number) -> Integer.toString(number);
            case PaperReference.Worded(String words) -> words;
        };
    }
}
