package io.broadsheet.app.http;

import java.util.List;

/// What the server tells whoever watches over the process.
public interface Probes {

    /// Whether the process works at all; where not, restarting it is the remedy.
    Finding alive();

    /// Whether it can do everything that is asked of it now.
    Finding ready();

    /// The metrics in Prometheus's text format.
    String metrics();

    /// @param details one line each, for people; no secrets
    record Finding(boolean good, List<String> details) {
        public Finding {
            details = List.copyOf(details);
        }
    }
}
