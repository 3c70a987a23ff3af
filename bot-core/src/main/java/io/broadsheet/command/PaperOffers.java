package io.broadsheet.command;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Offers papers while one is being named.
final class PaperOffers {

    /// Discord's most for one list of choices (application commands, autocomplete).
    private static final int LIMIT = 25;

    private static final int LABEL = 100;

    /// How much of the last list and of the shelf is offered before anything is typed.
    private static final int OF_LIST = 10;

    private static final int OF_SHELF = 10;

    private final CommandServices services;
    private final Typeahead typeahead;

    PaperOffers(CommandServices services, Typeahead typeahead) {
        this.services = services;
        this.typeahead = typeahead;
    }

    /// The paper that an id or address names; else of the last list, of the channel's posts and of
    /// the shelf what fits, then titles of the catalogue.
    List<Completion> offer(String typed, Caller caller) {
        String start = typed.strip();
        PaperReference named = PaperReferences.parse(start);
        if (named instanceof PaperReference.Identified || named instanceof PaperReference.Linked) {
            return services.finder().known(named).stream()
                    .map(paper -> completion("", paper))
                    .toList();
        }
        services.afterwards().settle();
        List<PaperId> list = first(typeahead.lastList(caller.user(), caller.channel()), OF_LIST);
        List<PaperId> posted = typeahead.latestPost(caller.channel());
        List<PaperId> shelf = first(typeahead.shelf(caller.user()), OF_SHELF);
        Map<PaperId, Paper> known = papers(Stream.of(list, posted, shelf).flatMap(List::stream));
        List<Completion> offers = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            add(offers, (i + 1) + ". ", known.get(list.get(i)), start);
        }
        posted.forEach(id -> add(offers, "Posted here: ", known.get(id), start));
        shelf.forEach(id -> add(offers, "Saved: ", known.get(id), start));
        return distinct(Stream.concat(offers.stream(), titles(start)));
    }

    /// What is on the shelf and fits.
    List<Completion> offerShelf(String typed, Caller caller) {
        List<PaperId> shelf = typeahead.shelf(caller.user());
        Map<PaperId, Paper> known = papers(first(shelf, 4 * LIMIT).stream());
        List<Completion> offers = new ArrayList<>();
        shelf.forEach(id -> add(offers, "", known.get(id), typed.strip()));
        return distinct(offers.stream());
    }

    private static List<PaperId> first(List<PaperId> papers, int count) {
        return papers.subList(0, Math.min(papers.size(), count));
    }

    private Map<PaperId, Paper> papers(Stream<PaperId> ids) {
        Map<PaperId, Paper> papers = new HashMap<>();
        services.catalogue()
                .findAll(ids.distinct().toList())
                .forEach(paper -> papers.put(paper.id(), paper));
        return papers;
    }

    private static void add(
            List<Completion> offers, String before, @Nullable Paper paper, String typed) {
        if (paper != null && fits(before + paper.title(), typed)) {
            offers.add(completion(before, paper));
        }
    }

    /// Every word that is typed begins a word of the label, as people recall any of a title.
    private static boolean fits(String label, String typed) {
        List<String> words = List.of(label.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
        return Stream.of(typed.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(part -> !part.isEmpty())
                .allMatch(part -> words.stream().anyMatch(word -> word.startsWith(part)));
    }

    private static Completion completion(String before, Paper paper) {
        return new Completion(paper.id().toString(), Phrases.cut(before + paper.title(), LABEL));
    }

    private Stream<Completion> titles(String typed) {
        return typed.length() < 2
                ? Stream.empty()
                : services.search().completeTitle(typed, LIMIT).stream().map(PaperOffers::title);
    }

    private static Completion title(PaperSearch.TitleMatch match) {
        return new Completion(match.id().toString(), Phrases.cut(match.title(), LABEL));
    }

    /// Each paper once, where it comes first.
    private static List<Completion> distinct(Stream<Completion> offers) {
        Map<String, Completion> byPaper = new LinkedHashMap<>();
        offers.forEach(offer -> byPaper.putIfAbsent(offer.value(), offer));
        return byPaper.values().stream().limit(LIMIT).toList();
    }
}
