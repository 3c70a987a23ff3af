package io.broadsheet.search;

import java.util.List;

/// Moves a query's vector towards the first results, which are likely to be what is meant (Rocchio,
/// 1971).
final class RelevanceFeedback {

    private RelevanceFeedback() {}

    /// @param share how much the results' mean counts beside the query's own vector
    static float[] nearer(
            float[] query,
            List<Ranking.Scored> first,
            Snapshot snapshot,
            VectorTable vectors,
            float share) {
        float[] mean = new float[query.length];
        int count = 0;
        for (Ranking.Scored result : first) {
            float[] vector = vectors.vector(snapshot.paper(result.document()));
            if (vector != null && vector.length == query.length) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += vector[i];
                }
                count++;
            }
        }
        if (count == 0) {
            return query;
        }
        float[] moved = new float[query.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = query[i] + share * mean[i] / count;
        }
        return unit(moved);
    }

    /// The vector at length 1; a vector of length 0 as it is.
    static float[] unit(float[] vector) {
        double squares = 0;
        for (float part : vector) {
            squares += (double) part * part;
        }
        if (squares > 0) {
            float length = (float) Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= length;
            }
        }
        return vector;
    }
}
