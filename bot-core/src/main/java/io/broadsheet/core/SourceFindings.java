package io.broadsheet.core;

import io.broadsheet.command.Checkup.Finding;
import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.Sources;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// How the sources are, as `doctor` says it: one finding for each that is on, with a further one
/// where its records or fields are not what they were.
final class SourceFindings {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final int FIELDS = 8;

    /// So many harvests in a row break off by more than chance.
    private static final int BROKEN = 2;

    private SourceFindings() {}

    static List<Finding> of(Sources sources, HarvestJournal journal) {
        Set<String> harvested =
                sources.harvested().stream().map(PaperSource::name).collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>();
        List<SourceState> on = sources.states().stream().filter(SourceState::on).toList();
        if (on.isEmpty()) {
            findings.add(Finding.note("sources", "none is on: papers come in from files only"));
        }
        for (SourceState state : on) {
            StringJoiner said = new StringJoiner("; ");
            said.add(answers(state));
            if (harvested.contains(state.source())) {
                said.add(harvest(journal.progress(state.source())));
            }
            boolean broken =
                    harvested.contains(state.source())
                            && journal.progress(state.source()).failures() >= BROKEN;
            boolean bad = broken || state.circuit() != SourceState.Circuit.CLOSED;
            boolean note = state.lastAnswer() == null || failedLast(state);
            Finding finding =
                    bad
                            ? Finding.bad(state.title(), said.toString())
                            : note
                                    ? Finding.note(state.title(), said.toString())
                                    : Finding.good(state.title(), said.toString());
            findings.add(finding.tellingWorkspaces(briefly(state)));
            records(state, findings);
            fields(state, findings);
        }
        return findings;
    }

    /// Whether new papers come, without the figures of what comes.
    private static String briefly(SourceState state) {
        if (state.circuit() != SourceState.Circuit.CLOSED) {
            return "does not answer; it is tried again by itself";
        }
        if (failedLast(state)) {
            return "did not answer when it was last asked";
        }
        return state.lastAnswer() == null ? "has not answered yet" : "answers";
    }

    private static boolean failedLast(SourceState state) {
        return state.lastFailure() != null
                && (state.lastAnswer() == null || state.lastFailure().isAfter(state.lastAnswer()));
    }

    private static String answers(SourceState state) {
        StringJoiner said = new StringJoiner("; ");
        switch (state.circuit()) {
            case CLOSED -> {}
            case OPEN -> said.add("left alone for a while, as it failed too often");
            case HALF_OPEN -> said.add("being tried again, as it failed too often");
        }
        said.add(
                state.lastAnswer() == null
                        ? "has not answered yet"
                        : "last answered " + at(state.lastAnswer()));
        if (failedLast(state) && state.lastFailure() != null) {
            said.add("failed " + at(state.lastFailure()) + ": " + withoutStop(state.failure()));
        }
        if (state.restingUntil() != null) {
            said.add("asked to be left alone until " + at(state.restingUntil()));
        }
        return said.toString();
    }

    private static String harvest(HarvestJournal.HarvestProgress progress) {
        if (progress.since() == null) {
            return "not harvested yet";
        }
        String days =
                progress.lastDay() == null
                        ? "no day is in yet of those since " + progress.since()
                        : Phrases.count(progress.days(), "day")
                                + " since "
                                + progress.since()
                                + " are in, the last "
                                + progress.lastDay();
        return progress.failures() == 0
                ? days
                : days
                        + "; the last "
                        + (progress.failures() == 1
                                ? "harvest"
                                : Phrases.count(progress.failures(), "harvest"))
                        + " broke off";
    }

    private static void records(SourceState state, List<Finding> findings) {
        if (state.rejected() > 0) {
            findings.add(
                    Finding.note(
                            state.title() + ", records",
                            Phrases.count(state.rejected(), "record")
                                    + " could not be taken"
                                    + (state.lastRejection() == null
                                            ? ""
                                            : ", the last: " + state.lastRejection())));
        }
    }

    private static void fields(SourceState state, List<Finding> findings) {
        StringJoiner said = new StringJoiner("; ");
        names(state, SourceState.FieldWarning.FieldChange.MISSING, "no longer sent: ", said);
        names(state, SourceState.FieldWarning.FieldChange.ADDED, "new and not understood: ", said);
        if (said.length() > 0) {
            findings.add(Finding.note(state.title() + ", fields", said.toString()));
        }
    }

    private static void names(
            SourceState state,
            SourceState.FieldWarning.FieldChange change,
            String lead,
            StringJoiner said) {
        List<String> names =
                state.warnings().stream()
                        .filter(warning -> warning.change() == change)
                        .map(SourceState.FieldWarning::field)
                        .toList();
        if (!names.isEmpty()) {
            said.add(lead + Phrases.names(names, FIELDS));
        }
    }

    private static String at(Instant instant) {
        return MINUTE.format(instant);
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
