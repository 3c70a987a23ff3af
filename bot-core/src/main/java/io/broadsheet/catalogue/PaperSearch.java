package io.broadsheet.catalogue;

import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to searching the catalogue. Every answer comes from an index that is derived from the
/// catalogue and may lag behind it by moments; ids in an answer may therefore have left the
/// catalogue.
public interface PaperSearch {

    /// Ranked papers.
    Results search(PaperQuery query, Page page);

    /// Papers that are about a topic, best first, and none that only come nearest to it: those that
    /// have its words (all of up to three, else seven in ten) in their titles or abstracts, and
    /// those that are as near to it in meaning as papers about it are.
    ///
    /// @param topic free words; a misspelt one is not guessed at
    /// @param since only papers of this date and later ([io.broadsheet.paper.Paper#date()])
    /// @param limit 1 or more
    List<Hit> onTopic(String topic, Instant since, int limit);

    /// Papers like the given ones, best first, without the given ones.
    ///
    /// @param papers with their weights, each above 0; unknown ones are passed over
    /// @param since only papers of this date and later ([io.broadsheet.paper.Paper#date()])
    /// @param limit 1 or more
    List<Hit> similar(Map<PaperId, Double> papers, Instant since, int limit);

    /// Papers that suit somebody, best first, without those that they liked or did not want.
    ///
    /// @param since only papers of this date and later ([io.broadsheet.paper.Paper#date()])
    /// @param limit 1 or more
    List<Hit> suiting(Signals signals, Instant since, int limit);

    /// How alike two papers are, 0 to 1; 0 where one is unknown.
    double similarity(PaperId one, PaperId other);

    /// The terms, as the first paper writes them, that two papers share and that say most about
    /// what both are about; most telling first. Noun phrases, names and acronyms; none where
    /// nothing that they share says anything.
    List<String> sharedWords(PaperId one, PaperId other, int limit);

    /// Papers whose title has words starting with those of `typed`, for completion. Answers from
    /// memory.
    List<TitleMatch> completeTitle(String typed, int limit);

    /// Authors of whom a name starts with `typed`, most papers first. Answers from memory.
    List<String> completeAuthor(String typed, int limit);

    /// People and groups whose name it is, most papers first: the filter `author:` finds exactly
    /// their papers.
    ///
    /// @param name as [io.broadsheet.paper.AskedName] reads it
    People people(String name, int limit);

    /// Who is meant where a line of words is a person's name, or says whose papers it wants
    /// (`papers by manning about parsing`). Nothing where the words are rather what papers are
    /// about.
    Optional<Named> named(String line);

    /// Which language words are in where it is not English, that of the papers, and which of them
    /// are searched for.
    Optional<Foreign> foreign(String words);

    /// Those of these papers that pass a query's filters and whose title or abstract has all of its
    /// words, in the order given.
    List<PaperId> within(Collection<PaperId> papers, PaperQuery query);

    /// Whether words say what a paper may be about: `the` and `a` do not.
    boolean saysSomething(String words);

    /// How far the index has come.
    Readiness readiness();

    /// What says what somebody likes: papers with weights, each above 0; unknown ones are passed
    /// over.
    ///
    /// @param liked what they liked; where it is empty, nothing suits
    /// @param byOthers what people liked who like the same as they do
    /// @param unwanted what they said is not for them
    record Signals(
            Map<PaperId, Double> liked,
            Map<PaperId, Double> byOthers,
            Map<PaperId, Double> unwanted) {}

    /// A ranked paper.
    ///
    /// @param score higher is better; comparable within one answer only
    record Hit(PaperId id, double score) {}

    /// @param people most papers first
    /// @param total how many there are
    /// @param isMistyped whether nobody has the name as it was typed, and these are a letter from
    ///   it
    record People(List<NamedPerson> people, int total, boolean isMistyped) {
        public People {
            people = List.copyOf(people);
        }

        /// @param papers how many are by that name, 1 or more
        public record NamedPerson(String name, int papers) {}
    }

    /// A line that names somebody, or several whose papers are wanted.
    ///
    /// @param names for the filter `author:`, one or more
    /// @param topic what else the papers are to be about; empty where all are wanted
    /// @param people up to four of those who have the names, most papers first
    /// @param total how many have one
    /// @param isMistyped whether nobody has the name as it was typed, and these are a letter from
    ///   it
    record Named(
            List<String> names, String topic, List<String> people, int total, boolean isMistyped) {
        public Named {
            names = List.copyOf(names);
            people = List.copyOf(people);
        }

        /// The first of the names.
        public String name() {
            return names.getFirst();
        }
    }

    /// @param language its name in English: `German`
    /// @param searched the words without the language's small ones, which papers do not have; empty
    ///   where there are no others
    record Foreign(String language, String searched) {}

    record TitleMatch(PaperId id, String title) {}

    /// @param hits of the page asked for
    /// @param total how many papers the whole list has; never a limit in place of a count
    /// @param having how many of them have all of the query's words, in title, abstract or names;
    ///   `total` where the query has no words
    /// @param match what the hits are
    /// @param spelling the query with its unknown words replaced by the nearest known ones, where
    ///   that would find more
    record Results(List<Hit> hits, int total, int having, Match match, Optional<String> spelling) {

        /// The answer to a query that no paper passes.
        public static final Results NONE =
                new Results(List.of(), 0, 0, Match.NOTHING, Optional.empty());

        public Results {
            hits = List.copyOf(hits);
        }
    }

    /// How the hits relate to the query.
    enum Match {
        /// They answer it.
        FOUND,
        /// Nothing has its words; these are the nearest in meaning or spelling.
        NEAREST,
        /// Nothing passes its filters.
        NOTHING
    }

    /// @param papers how many papers can be found by their words
    /// @param vectors how many of them by their meaning as well
    /// @param rebuilding whether the index is being rebuilt, so that answers may be incomplete
    record Readiness(long papers, long vectors, boolean rebuilding) {}
}
