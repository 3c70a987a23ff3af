package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A search that names several papers and says nothing else: `2503.14476, arXiv:2503.12533 and
/// https://arxiv.org/abs/2503.11677`. It lists them in the order in which they were named.
///
/// @param references two or more
record NamedPapers(List<PaperReference> references) {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// What stands between and around references.
    private static final Set<String> BETWEEN =
            Set.of(
                    "", "also", "and", "cf", "compare", "or", "papers", "please", "see", "show",
                    "the", "vs", "with");

    /// What people say around one paper without saying anything to search for: "have you seen …
    /// yet?".
    private static final Set<String> SMALL_TALK =
            Set.of(
                    "a",
                    "about",
                    "all",
                    "an",
                    "any",
                    "anybody",
                    "anyone",
                    "are",
                    "at",
                    "by",
                    "can",
                    "check",
                    "cool",
                    "could",
                    "did",
                    "do",
                    "does",
                    "everybody",
                    "everyone",
                    "for",
                    "found",
                    "from",
                    "good",
                    "great",
                    "has",
                    "have",
                    "hello",
                    "here",
                    "hey",
                    "hi",
                    "i",
                    "in",
                    "interesting",
                    "is",
                    "it",
                    "its",
                    "just",
                    "know",
                    "like",
                    "link",
                    "look",
                    "looks",
                    "me",
                    "my",
                    "new",
                    "nice",
                    "of",
                    "on",
                    "one",
                    "out",
                    "paper",
                    "preprint",
                    "read",
                    "reading",
                    "seen",
                    "should",
                    "someone",
                    "somebody",
                    "tell",
                    "thanks",
                    "that",
                    "there",
                    "think",
                    "this",
                    "thoughts",
                    "to",
                    "today",
                    "us",
                    "was",
                    "we",
                    "what",
                    "whats",
                    "worth",
                    "yet",
                    "you",
                    "your");

    /// The one paper that a text names which says nothing else to search for; empty for any other.
    static Optional<String> one(String text) {
        List<PaperReference> references = PaperReferences.findAll(text);
        if (references.size() != 1) {
            return Optional.empty();
        }
        boolean nothingElse =
                BLANKS.splitAsStream(text.strip())
                        .filter(part -> PaperReferences.findAll(part).isEmpty())
                        .map(part -> SIGNS.matcher(part.toLowerCase(Locale.ROOT)).replaceAll(""))
                        .allMatch(word -> BETWEEN.contains(word) || SMALL_TALK.contains(word));
        return nothingElse ? Optional.of(written(references.getFirst())) : Optional.empty();
    }

    /// Nothing where fewer than two papers are named, or where the text says something besides.
    static Optional<NamedPapers> in(String text) {
        List<PaperReference> references = PaperReferences.findAll(text);
        boolean isAll =
                references.size() > 1
                        && BLANKS.splitAsStream(text.strip())
                                .allMatch(part ->
                                        BETWEEN.contains(
                                                        SIGNS.matcher(part.toLowerCase(Locale.ROOT))
                                                                .replaceAll(""))
                                                || !PaperReferences.findAll(part).isEmpty());
        return isAll ? Optional.of(new NamedPapers(references)) : Optional.empty();
    }

    /// The papers that the catalogue has, and how to look up the others.
    Reply answer(CommandServices services, Caller caller) {
        PaperFinder finder = new PaperFinder(services);
        List<Paper> papers = new ArrayList<>();
        List<Span> missing = new ArrayList<>();
        for (PaperReference reference : references) {
            Optional<Paper> known = finder.known(reference);
            if (known.isPresent()) {
                if (papers.size() < CommandServices.DEPTH && !papers.contains(known.get())) {
                    papers.add(known.get());
                }
            } else {
                missing.add(Span.text(missing.isEmpty() ? "" : ", "));
                missing.add(Span.command("show " + written(reference)));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        papers.isEmpty()
                                ? "None of the papers that you named is in the catalogue."
                                : "The papers that you named"));
        blocks.addAll(
                services.list().entries(papers, 1, services.votesHere(papers, caller), caller));
        if (!missing.isEmpty()) {
            List<Span> note = new ArrayList<>();
            note.add(Span.text("Not in the catalogue; to look one up: "));
            note.addAll(missing);
            note.add(Span.text("."));
            blocks.add(new Block.Note(note));
        }
        services.remember(papers, caller);
        return Reply.of(blocks);
    }

    private static String written(PaperReference reference) {
        return switch (reference) {
            case PaperReference.Identified(PaperId id) -> id.toString();
            case PaperReference.Linked(URI page) -> page.toString();
            case PaperReference.Numbered(int number) -> Integer.toString(number);
            case PaperReference.Worded(String words) -> words;
        };
    }
}
