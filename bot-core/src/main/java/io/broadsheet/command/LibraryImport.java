package io.broadsheet.command;

import io.broadsheet.bibliography.Bibliography;
import io.broadsheet.bibliography.ListedPaper;
import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts the papers of somebody's list on their shelf. What the catalogue has not is looked up by
/// its identifier; nothing else of the list is kept, as it may name what nobody else should read.
final class LibraryImport {

    /// How many papers are looked up for one list: sources are asked politely, and whoever waits
    /// wants an answer.
    private static final int LOOKED_UP = 100;

    /// How many papers are named that were not found.
    private static final int NAMED = 5;

    private static final int TITLE = 70;

    private final CommandServices services;

    LibraryImport(CommandServices services) {
        this.services = services;
    }

    /// @param text the list; empty for a form to write it into
    Reply take(String text, Caller caller) {
        if (text.isEmpty()) {
            return caller.can(Caller.Feature.FORMS) ? form() : example("Tell me which papers.");
        }
        Bibliography list = Bibliography.read(text);
        if (list.papers().isEmpty() && !list.unreadable().isEmpty()) {
            return example("I could not read any of that: " + named(list.unreadable()) + ".");
        }
        if (list.papers().isEmpty()) {
            return example(
                    "I found no paper in that: no id, no DOI, no address, no title of three words"
                            + " or more.");
        }
        Sorted sorted = sorted(list.papers());
        List<PaperReference> absent = sorted.absent().keySet().stream().limit(LOOKED_UP).toList();
        return new Newcomers(services)
                .look(absent, "that list", looked -> report(list, sorted, looked, caller));
    }

    /// @param found by the entry, in the list's order
    /// @param absent what may be looked up, with its entry
    /// @param unknown entries without an identifier that nobody here knows
    private record Sorted(
            Map<ListedPaper, PaperId> found,
            Map<PaperReference, ListedPaper> absent,
            List<ListedPaper> unknown) {}

    private Sorted sorted(List<ListedPaper> papers) {
        Sorted sorted = new Sorted(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (ListedPaper paper : papers) {
            Optional<Paper> known =
                    paper.named().stream()
                            .map(services.finder()::known)
                            .flatMap(Optional::stream)
                            .findFirst()
                            .or(() -> byTitle(paper));
            Optional<PaperReference> identifier =
                    paper.named().stream()
                            .filter(PaperReference.Identified.class::isInstance)
                            .findFirst();
            if (known.isPresent()) {
                sorted.found().put(paper, known.get().id());
            } else if (identifier.isPresent()) {
                sorted.absent().put(identifier.get(), paper);
            } else {
                sorted.unknown().add(paper);
            }
        }
        return sorted;
    }

    /// The one paper of this title; of several, or of a title that several could have, the one by
    /// the list's first author.
    private Optional<Paper> byTitle(ListedPaper paper) {
        if (paper.title().isEmpty()) {
            return Optional.empty();
        }
        List<Paper> titled = services.catalogue().findByTitleKey(PaperId.titleKey(paper.title()));
        List<Paper> byAuthor = titled.stream().filter(each -> isBy(each, paper.family())).toList();
        return byAuthor.size() == 1 ? Optional.of(byAuthor.getFirst()) : Optional.empty();
    }

    private static boolean isBy(Paper paper, String family) {
        String name = PaperId.titleKey(family);
        return family.isEmpty()
                || paper.authorNames().isEmpty()
                || paper.authorNames().stream()
                        .flatMap(author -> java.util.Arrays.stream(author.split("[ ,]+")))
                        .anyMatch(word ->
                                PaperId.titleKey(word).equals(name)
                                        || family.toLowerCase(Locale.ROOT)
                                                .contains(word.toLowerCase(Locale.ROOT)));
    }

    private Reply report(Bibliography list, Sorted sorted, Newcomers.Looked looked, Caller caller) {
        Set<PaperId> ids = new LinkedHashSet<>(sorted.found().values());
        looked.found().values().forEach(paper -> ids.add(paper.id()));
        int fresh = save(ids, caller);
        List<String> missing = new ArrayList<>();
        looked.unknown().forEach(each -> missing.add(called(each, sorted)));
        sorted.unknown().forEach(each -> missing.add(each.called()));
        int waiting = looked.later().size() + Math.max(0, sorted.absent().size() - LOOKED_UP);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(summary(list, ids.size(), fresh, caller)));
        if (!missing.isEmpty()) {
            blocks.add(Block.paragraph("Not in the catalogue: " + named(missing) + "."));
        }
        if (!list.unreadable().isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            "I could not read "
                                    + Phrases.count(list.unreadable().size())
                                    + (list.unreadable().size() == 1 ? " entry" : " entries")
                                    + ": "
                                    + named(list.unreadable())
                                    + "."));
        }
        note(waiting, list.more()).ifPresent(blocks::add);
        blocks.add(
                new Block.Buttons(
                        services.button(
                                Button.Role.OTHER,
                                "Picks for me",
                                new RecommendCommand(RecommendCommand.Scope.ME)),
                        services.button(Button.Role.OTHER, "My shelf", new SavedCommand("", 0))));
        return Reply.of(blocks);
    }

    /// The first of the list becomes the latest, as a shelf is read from its latest paper on.
    private int save(Set<PaperId> ids, Caller caller) {
        Instant at = services.now();
        int fresh = 0;
        for (PaperId id : ids) {
            // In private, wherever it was asked for: a whole library says more than one paper does.
            fresh += services.library().save(caller.user(), id, at) ? 1 : 0;
            at = at.minusMillis(1);
        }
        return fresh;
    }

    private String summary(Bibliography list, int found, int fresh, Caller caller) {
        int listed = list.papers().size() + list.unreadable().size();
        int size = services.library().saved(caller.user()).size();
        String before = found == fresh ? "" : " (" + (found - fresh) + " had been there before)";
        return "Found "
                + found
                + " of "
                + Phrases.count(listed, "paper")
                + before
                + ". Your shelf holds "
                + Phrases.count(size, "paper")
                + ", and only you see it.";
    }

    private static Optional<Block> note(int waiting, int more) {
        List<String> said = new ArrayList<>();
        if (waiting > 0) {
            said.add(
                    Phrases.count(waiting, "paper")
                            + (waiting == 1 ? " is" : " are")
                            + " still being looked up; import the list again in a few minutes.");
        }
        if (more > 0) {
            said.add(
                    "I read the first "
                            + Bibliography.MOST
                            + " entries; "
                            + more
                            + " more are left. Import them from a file of their own.");
        }
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Note(List.of(Span.text(String.join(" ", said)))));
    }

    private static String called(PaperReference reference, Sorted sorted) {
        return Optional.ofNullable(sorted.absent().get(reference))
                .map(ListedPaper::title)
                .filter(title -> !title.isEmpty())
                .orElseGet(() -> Newcomers.name(reference));
    }

    private static String named(List<String> titles) {
        List<String> first =
                titles.stream()
                        .limit(NAMED)
                        .map(title -> "'" + Phrases.cut(title, TITLE) + "'")
                        .toList();
        int others = titles.size() - first.size();
        return String.join(", ", first) + (others > 0 ? " and " + others + " more" : "");
    }

    private static Reply example(String problem) {
        return Reply.rejection(
                Span.text(problem + " For example: "),
                Span.command("library import 1706.03762 2501.12948"),
                Span.text("."));
    }

    private static Reply form() {
        return Reply.form(
                new Form(
                        "Fill your shelf",
                        "Import",
                        "library",
                        List.of(
                                new Form.Field(
                                        "papers",
                                        "BibTeX, RIS, CSV, ids or titles",
                                        "1706.03762, or what Zotero exports",
                                        true,
                                        Form.FieldKind.LINES)),
                        Map.of("action", "import")));
    }
}
