package io.broadsheet.store;

import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Normalized;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes one paper of what is known about it and what a source says now.
///
/// A better-identified source (arXiv over DOI over title) and, among equals, a newer version of the
/// paper replace what was said, wherever they say something; every other source only fills gaps. So
/// the order in which sources arrive does not matter for texts, and a poorer source never erases
/// what a richer one gave.
///
/// @param paper the outcome, under the better of both ids and with the earlier of both times of
///   addition
/// @param replaced what the known paper said where the outcome says something else
record PaperMerge(Paper paper, List<Replaced> replaced) {

    /// @param field as in [io.broadsheet.catalogue.Catalogue.Revision]
    /// @param version of the paper that said so
    record Replaced(int version, String field, String before) {}

    static PaperMerge of(Paper known, Paper incoming) {
        boolean replaces = replaces(known, incoming);
        Paper merged = merged(known, incoming, replaces);
        return new PaperMerge(merged, List.copyOf(replaced(known, merged, replaces)));
    }

    private static Paper merged(Paper known, Paper incoming, boolean replaces) {
        Paper.Builder merged = known.toBuilder();
        if (replaces || sameSource(known.rawTitle(), incoming.rawTitle())) {
            merged.title(incoming.title(), incoming.rawTitle());
        }
        boolean takesSummary =
                !incoming.summary().isEmpty()
                        && (replaces
                                || known.summary().isEmpty()
                                || sameSource(known.rawSummary(), incoming.rawSummary()));
        if (takesSummary) {
            merged.summary(incoming.summary(), incoming.rawSummary());
        }
        Paper appeared = betterDated(known, incoming);
        boolean takesVersion = replaces && incoming.version() > 0;
        return merged.id(better(known.id(), incoming.id()))
                .version(takesVersion ? incoming.version() : known.version())
                .doi(either(replaces, known.doi(), incoming.doi()))
                .authors(authors(replaces, known.authors(), incoming.authors()))
                .organisation(either(replaces, known.organisation(), incoming.organisation()))
                .categories(either(replaces, known.categories(), incoming.categories()))
                .links(union(known.links(), incoming.links()))
                .published(appeared.published())
                .monthOnly(appeared.monthOnly())
                .updated(either(replaces, known.updated(), incoming.updated()))
                .announced(earlier(known.announced(), incoming.announced()))
                .featured(earlier(known.featured(), incoming.featured()))
                .upvotes(Math.max(known.upvotes(), incoming.upvotes()))
                .stars(Math.max(known.stars(), incoming.stars()))
                .comment(either(replaces, known.comment(), incoming.comment()))
                .journalReference(
                        either(replaces, known.journalReference(), incoming.journalReference()))
                .tldr(incoming.tldr() != null ? incoming.tldr() : known.tldr())
                .thumbnail(incoming.thumbnail() != null ? incoming.thumbnail() : known.thumbnail())
                .withdrawn(withdrawn(known, incoming, replaces))
                .build();
    }

    /// What readers of the paper's history are told: texts that a better source replaced, and, from
    /// whatever source, a journal and a withdrawal. A gap that is filled replaces nothing.
    private static List<Replaced> replaced(Paper known, Paper merged, boolean replaces) {
        List<Replaced> replaced = new ArrayList<>();
        if (replaces) {
            note(replaced, known, "title", known.title(), merged.title());
            note(replaced, known, "abstract", known.summary(), merged.summary());
            note(replaced, known, "authors", names(known), names(merged));
            note(
                    replaced,
                    known,
                    "categories",
                    codes(known.categories()),
                    codes(merged.categories()));
            if (known.version() > 0) {
                String before = Integer.toString(known.version());
                note(replaced, known, "version", before, Integer.toString(merged.version()));
            }
        }
        noteJournal(replaced, known, merged.journalReference());
        String withdrawn = Boolean.toString(known.withdrawn());
        note(replaced, known, "withdrawn", withdrawn, Boolean.toString(merged.withdrawn()));
        return replaced;
    }

    private static String names(Paper paper) {
        return String.join(", ", paper.authorNames());
    }

    /// Whether what a source says now goes before what is known.
    private static boolean replaces(Paper known, Paper incoming) {
        int schemes = incoming.id().scheme().compareTo(known.id().scheme());
        if (schemes != 0) {
            return schemes < 0;
        }
        if (incoming.version() > 0 && incoming.version() != known.version()) {
            return incoming.version() > known.version();
        }
        Instant now = incoming.updated();
        Instant then = known.updated();
        if (now == null || !saysSomethingElse(known, incoming)) {
            return false;
        }
        return then == null ? known.version() == 0 : now.isAfter(then);
    }

    private static boolean saysSomethingElse(Paper known, Paper incoming) {
        return !incoming.title().equals(known.title())
                || (!incoming.summary().isEmpty() && !incoming.summary().equals(known.summary()));
    }

    /// Whether two texts come from one original, so that the incoming one is only a better
    /// rendering of it.
    private static boolean sameSource(String knownRaw, String incomingRaw) {
        return knownRaw.equals(incomingRaw);
    }

    private static boolean withdrawn(Paper known, Paper incoming, boolean replaces) {
        if (replaces && incoming.version() > 0) {
            return incoming.withdrawn();
        }
        boolean older = incoming.version() > 0 && incoming.version() < known.version();
        return known.withdrawn() || (!older && incoming.withdrawn());
    }

    private static void note(
            List<Replaced> replaced, Paper known, String field, String before, String after) {
        if (!before.isEmpty() && !before.equals(after)) {
            replaced.add(new Replaced(known.version(), field, before));
        }
    }

    /// Where arXiv's metadata is known already, a journal reference that appears is news; else it
    /// only completes what a poorer source said.
    private static void noteJournal(
            List<Replaced> replaced, Paper known, @Nullable String journal) {
        String before = Objects.requireNonNullElse(known.journalReference(), "");
        if (journal != null
                && !journal.equals(before)
                && (known.version() > 0 || !before.isEmpty())) {
            replaced.add(new Replaced(known.version(), "journal", before));
        }
    }

    static PaperId better(PaperId known, PaperId incoming) {
        return incoming.scheme().compareTo(known.scheme()) < 0 ? incoming : known;
    }

    private static <T> @Nullable T either(
            boolean replaces, @Nullable T known, @Nullable T incoming) {
        T first = replaces ? incoming : known;
        return first != null ? first : (replaces ? known : incoming);
    }

    private static <T> List<T> either(boolean replaces, List<T> known, List<T> incoming) {
        List<T> first = replaces ? incoming : known;
        return !first.isEmpty() ? first : (replaces ? known : incoming);
    }

    /// As [#either(boolean, List, List)]; a name that both say is taken from the one that knows its
    /// parts.
    private static List<Author> authors(
            boolean replaces, List<Author> known, List<Author> incoming) {
        List<Author> first = either(replaces, known, incoming);
        Map<String, Author> apart = new HashMap<>();
        for (Author author : first.equals(known) ? incoming : known) {
            if (!author.isGuessed()) {
                apart.put(author.name(), author);
            }
        }
        if (apart.isEmpty()) {
            return first;
        }
        return first.stream()
                .map(author -> {
                    Author other = apart.get(author.name());
                    return other != null && author.isGuessed() ? other : author;
                })
                .toList();
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
    }

    /// The one of both that says better when the paper appeared: a day goes before a month, else
    /// the earlier one.
    private static Paper betterDated(Paper known, Paper incoming) {
        if (known.published() == null || incoming.published() == null) {
            return known.published() == null ? incoming : known;
        }
        if (known.monthOnly() != incoming.monthOnly()) {
            return known.monthOnly() ? incoming : known;
        }
        return incoming.published().isBefore(known.published()) ? incoming : known;
    }

    private static List<PaperLink> union(List<PaperLink> known, List<PaperLink> incoming) {
        if (incoming.isEmpty() || known.equals(incoming)) {
            return known;
        }
        BiPredicate<PaperLink, PaperLink> same =
                (one, other) ->
                        one.kind() == other.kind()
                                && Pages.key(one.uri()).equals(Pages.key(other.uri()));
        List<PaperLink> all = new ArrayList<>(known);
        for (PaperLink link : incoming) {
            if (all.stream().noneMatch(one -> same.test(one, link))) {
                all.add(link);
            }
        }
        return all;
    }

    private static String codes(List<Category> categories) {
        return categories.stream().map(Category::code).collect(Collectors.joining(" "));
    }

    /// Whether two papers that share a title may be one: they carry no two different identifiers of
    /// a kind, and where both name authors, at least one family name is in both.
    static boolean mayBeOne(Paper one, Paper other) {
        Doi first = doi(one);
        Doi second = doi(other);
        if (first != null && second != null && !first.equals(second)) {
            return false;
        }
        if (one.authors().isEmpty() || other.authors().isEmpty()) {
            return true;
        }
        Set<String> families = families(one.authors());
        return families(other.authors()).stream().anyMatch(families::contains);
    }

    /// The DOI that names a paper, as its id or beside it.
    static @Nullable Doi doi(Paper paper) {
        return paper.id().scheme() == PaperId.Scheme.DOI
                ? new Doi(paper.id().value())
                : paper.doi();
    }

    private static Set<String> families(List<Author> authors) {
        return authors.stream().map(PaperMerge::family).collect(Collectors.toSet());
    }

    private static String family(Author author) {
        String name = author.family();
        String family = name.substring(name.lastIndexOf(' ') + 1);
        return Normalized.of(family, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
