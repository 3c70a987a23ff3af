package io.broadsheet.core;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.command.Checkup;
import io.broadsheet.source.Sources;
import io.broadsheet.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the bot is, as `doctor` says it: the store, what can be searched, sources, and the parts
/// that ask further.
record CoreCheckup(
        Store store,
        CoreSettings settings,
        PaperSearch search,
        Sources sources,
        List<Checkup> checkups)
        implements Checkup {

    private static final Logger log = LoggerFactory.getLogger(CoreCheckup.class);

    @Override
    public List<Checkup.Finding> findings() {
        List<Checkup.Finding> findings = new ArrayList<>();
        if (!store.healthy()) {
            findings.add(
                    Checkup.Finding.bad(Checkup.STORE, store.engine() + " does not answer")
                            .tellingWorkspaces("does not answer"));
            further(findings, false);
            return findings;
        }
        findings.addAll(StoreFindings.of(store, false));
        StoreFindings.unwritable(settings.home()).ifPresent(findings::add);
        PaperSearch.Readiness readiness = search.readiness();
        long papers = store.catalogue().size();
        findings.add(StoreFindings.index(readiness.papers(), papers, " and is catching up"));
        findings.add(StoreFindings.model(settings, readiness.vectors(), papers));
        findings.addAll(SourceFindings.of(sources, store.harvests()));
        further(findings, true);
        return findings;
    }

    /// @param all whether each part can tell how it is; without the store some cannot
    private void further(List<Checkup.Finding> findings, boolean all) {
        for (Checkup checkup : checkups) {
            try {
                findings.addAll(checkup.findings());
            } catch (RuntimeException e) {
                log.warn("A part of the bot could not be looked at", e);
                if (all) {
                    findings.add(
                            Checkup.Finding.bad(
                                    "doctor", "a part could not be looked at: " + e.getMessage()));
                }
            }
        }
    }
}
