package io.broadsheet.search;

import io.broadsheet.paper.PaperId;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The papers' vectors in memory, a byte a dimension and a scale for each: comparing all of them
/// takes as long as reading them from memory does, and eight bits keep a dot product to about two
/// digits after the point, less than what two models' opinions differ by. Every paper keeps the row
/// it was first given, so that whoever knows the row finds a vector that arrives later.
///
/// Rows lie in blocks, and within a block dimension by dimension: comparing all rows with one
/// vector then is a loop that the JIT compiler turns into vector instructions by itself, which it
/// does not for the sum of a row's products.
final class VectorTable {

    private static final int BLOCK = 1024;

    /// @param parts by dimension, then by row
    /// @param scales what a row's parts are multiplied with, not a number for a row without a
    ///   vector
    private record VectorRows(byte[] parts, float[] scales) {}

    private final Map<PaperId, Integer> rows = new ConcurrentHashMap<>();
    private volatile VectorRows[] blocks = new VectorRows[0];
    private volatile int width;
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
        rows.put(paper, used);
        return used++;
    }

    /// The vector, `null` where there is none yet.
    float @Nullable [] vector(PaperId paper) {
        Integer row = rows.get(paper);
        VectorRows[] all = blocks;
        if (row == null || row / BLOCK >= all.length) {
            return null;
        }
        VectorRows block = all[row / BLOCK];
        int place = row % BLOCK;
        float scale = block.scales[place];
        if (Float.isNaN(scale)) {
            return null;
        }
        float[] vector = new float[width];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = block.parts[d * BLOCK + place] * scale;
        }
        return vector;
    }

    /// Keeps a paper's vector. The first one decides how many dimensions there are; one of another
    /// length, which compares with nothing, counts as none. A search that is going on meanwhile may
    /// see half of it.
    synchronized void put(PaperId paper, float @Nullable [] vector) {
        int row = row(paper);
        if (vector != null && width == 0 && vector.length > 1) {
            width = vector.length;
        }
        boolean takes = vector != null && vector.length == width;
        boolean had = vector(paper) != null;
        if (takes) {
            grow(row / BLOCK + 1);
        } else if (!had) {
            return;
        }
        VectorRows block = blocks[row / BLOCK];
        int place = row % BLOCK;
        if (takes && vector != null) {
            float most = 0;
            for (float part : vector) {
                most = Math.max(most, Math.abs(part));
            }
            float scale = most == 0 ? 1 : most / Byte.MAX_VALUE;
            for (int d = 0; d < width; d++) {
                block.parts[d * BLOCK + place] = (byte) Math.round(vector[d] / scale);
            }
            block.scales[place] = scale;
        } else {
            block.scales[place] = Float.NaN;
        }
        filled += (takes ? 1 : 0) - (had ? 1 : 0);
    }

    private void grow(int count) {
        VectorRows[] all = blocks;
        if (all.length >= count) {
            return;
        }
        VectorRows[] more = Arrays.copyOf(all, count);
        for (int b = all.length; b < count; b++) {
            more[b] = new VectorRows(new byte[width * BLOCK], new float[BLOCK]);
            Arrays.fill(more[b].scales, Float.NaN);
        }
        blocks = more;
    }

    /// The dot product of every row's vector with this one, by row, on every core that is free: not
    /// a number where a row has none. Rows beyond the array's end have none either.
    float[] products(float[] with) {
        VectorRows[] all = blocks;
        if (with.length != width) {
            return new float[0];
        }
        float[] products = new float[all.length * BLOCK];
        IntStream.range(0, all.length)
                .parallel()
                .forEach(b -> products(all[b], with, products, b * BLOCK));
        return products;
    }

    private static void products(VectorRows block, float[] with, float[] products, int at) {
        float[] sums = new float[BLOCK];
        int d = 0;
        for (; d + 4 <= with.length; d += 4) {
            add(block.parts, d * BLOCK, with[d], with[d + 1], with[d + 2], with[d + 3], sums);
        }
        for (; d < with.length; d++) {
            add(block.parts, d * BLOCK, with[d], sums);
        }
        for (int i = 0; i < BLOCK; i++) {
            products[at + i] = sums[i] * block.scales[i];
        }
    }

    /// The dot product of one row's vector with this one, not a number where it has none.
    float product(int row, float[] with) {
        VectorRows[] all = blocks;
        if (with.length != width || row / BLOCK >= all.length) {
            return Float.NaN;
        }
        byte[] parts = all[row / BLOCK].parts;
        int place = row % BLOCK;
        float sum = 0;
        for (int d = 0; d < with.length; d++) {
            sum += with[d] * parts[d * BLOCK + place];
        }
        return sum * all[row / BLOCK].scales[place];
    }

    private static void add(
            byte[] block, int from, float one, float two, float three, float four, float[] sums) {
        for (int i = 0; i < BLOCK; i++) {
            sums[i] +=
                    one * block[from + i]
                            + two * block[from + BLOCK + i]
                            + three * block[from + 2 * BLOCK + i]
                            + four * block[from + 3 * BLOCK + i];
        }
    }

    private static void add(byte[] block, int from, float factor, float[] sums) {
        for (int i = 0; i < BLOCK; i++) {
            sums[i] += factor * block[from + i];
        }
    }

    /// How many papers have a vector.
    long size() {
        return filled;
    }
}
