package io.broadsheet.ingest.source;

import io.broadsheet.ingest.EntryReader;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.Problem;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.Rejection;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The records of one answer.
///
/// @param papers those that can be taken, in the answer's order
/// @param rejected those that cannot
record Batch(List<Paper> papers, List<Rejection> rejected) {

    static final Batch EMPTY = new Batch(List.of(), List.of());

    Batch {
        papers = List.copyOf(papers);
        rejected = List.copyOf(rejected);
    }

    /// Makes a reader of text, for [#read].
    interface EntryFormat {
        EntryReader open(StringReader text) throws IOException;
    }

    /// Reads an answer whose records are entries.
    ///
    /// @param place names the answer in problems
    /// @throws FaultyAnswerException where it is not what was asked for, or not whole; it carries
    ///   what could be read
    static Batch read(SourceResponse answer, String place, EntryFormat format)
            throws FaultyAnswerException {
        if (answer.isMissing()) {
            throw new FaultyAnswerException("there is nothing at that address", EMPTY);
        }
        List<Paper> papers = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        String fault = answer.cut();
        boolean whole = answer.isUtf8();
        try {
            EntryReader reader = format.open(new StringReader(answer.text()));
            for (ParsedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                switch (entry) {
                    case ParsedEntry.Read(Paper paper, Problem note)
                            when paper.id().scheme() != PaperId.Scheme.ARXIV ->
                            rejected.add(
                                    new Rejection(
                                            note == null ? place : note.place(),
                                            "it has no arXiv identifier: " + paper.title()));
                    case ParsedEntry.Read(Paper paper, _) when isDamaged(paper) && !whole ->
                            rejected.add(
                                    new Rejection(
                                            place + ", " + paper.id(),
                                            "it has bytes that are not UTF-8"));
                    case ParsedEntry.Read(Paper paper, _) -> papers.add(paper);
                    case ParsedEntry.UnreadableEntry(Problem problem) when reader.brokeOff() ->
                            fault = fault == null ? problem.reason() : fault;
                    case ParsedEntry.UnreadableEntry(Problem problem) ->
                            rejected.add(new Rejection(problem.place(), problem.reason()));
                }
            }
        } catch (IOException e) {
            fault = fault == null ? String.valueOf(e.getMessage()) : fault;
        }
        return checked(answer, new Batch(papers, rejected), fault, whole);
    }

    static boolean isDamaged(Paper paper) {
        return paper.rawTitle().indexOf('\uFFFD') >= 0
                || paper.rawSummary().indexOf('\uFFFD') >= 0
                || paper.authorNames().stream().anyMatch(name -> name.indexOf('\uFFFD') >= 0);
    }

    /// @param fault why the answer is not whole, null where it seems to be
    static Batch checked(SourceResponse answer, Batch batch, @Nullable String fault, boolean utf8)
            throws FaultyAnswerException {
        String text = fault;
        if (isWebPage(answer)) {
            text = "it is a web page instead of data";
        } else if (text == null && !utf8) {
            text = "it has bytes that are not UTF-8";
        } else if (text == null && batch.papers.isEmpty() && !batch.rejected.isEmpty()) {
            text =
                    "none of its "
                            + batch.rejected.size()
                            + " records can be read, the first because "
                            + batch.rejected.getFirst().reason();
        }
        if (text != null) {
            throw new FaultyAnswerException(text, batch);
        }
        return batch;
    }

    private static boolean isWebPage(SourceResponse answer) {
        String start =
                new String(
                                answer.bytes(),
                                0,
                                Math.min(answer.bytes().length, 1_000),
                                StandardCharsets.UTF_8)
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }
}
