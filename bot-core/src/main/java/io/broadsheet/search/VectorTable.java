package io.broadsheet.search;

import io.broadsheet.paper.PaperId;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The papers' vectors in memory, 4 bytes a dimension. Every paper keeps the row it was first
/// given, so that whoever knows the row finds a vector that arrives later.
final class VectorTable {

    private final Map<PaperId, Integer> rows = new ConcurrentHashMap<>();
    private volatile float[] @Nullable [] vectors = new float[1024] @Nullable [];
    private int used;
    private volatile long filled;

    /// The paper's row, a new one where it has none.
    int row(PaperId paper) {
        Integer row = rows.get(paper);
        return row != null ? row : newRow(paper);
    }

    private synchronized int newRow(PaperId paper) {
        Integer row = rows.get(paper);
        if (row != null) {
            return row;
        }
        if (used == vectors.length) {
            vectors = Arrays.copyOf(vectors, used * 2);
        }
        rows.put(paper, used);
        return used++;
    }

    /// The vector, `null` where there is none yet.
    float @Nullable [] vector(PaperId paper) {
        Integer row = rows.get(paper);
        return row == null ? null : vectors[row];
    }

    synchronized void put(PaperId paper, float @Nullable [] vector) {
        int row = row(paper);
        boolean had = vectors[row] != null;
        vectors[row] = vector;
        filled += (vector != null ? 1 : 0) - (had ? 1 : 0);
    }

    /// All vectors by row; rows may be added after this call, to another array.
    float[] @Nullable [] byRow() {
        return vectors;
    }

    /// How many papers have a vector.
    long size() {
        return filled;
    }

    synchronized void clear() {
        rows.clear();
        vectors = new float[1024] @Nullable [];
        used = 0;
        filled = 0;
    }
}
