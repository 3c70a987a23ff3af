package io.broadsheet.store;

import io.broadsheet.paper.PaperId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The ids of papers that may have been merged into others.
final class PaperNames {

    /// The ids under which papers are kept now, in the same order, each once.
    static Set<String> current(Handle handle, Collection<PaperId> papers) throws SQLException {
        List<String> asked = papers.stream().map(Columns::paper).distinct().toList();
        Map<String, String> aliases = new HashMap<>();
        InList.each(
                handle.getConnection(),
                "SELECT old_id, id FROM alias WHERE old_id IN (",
                asked,
                row -> aliases.put(row.getString(1), row.getString(2)));
        Set<String> current = new LinkedHashSet<>();
        asked.forEach(id -> current.add(aliases.getOrDefault(id, id)));
        return current;
    }

    private PaperNames() {}
}
