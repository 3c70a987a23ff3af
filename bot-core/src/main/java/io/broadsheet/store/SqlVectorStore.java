package io.broadsheet.store;

import io.broadsheet.catalogue.VectorStore;
import io.broadsheet.paper.PaperId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Vectors in SQL, kept by the text they were made of.
///
/// [#missing] remembers which text each paper had when it was named. A vector that comes for a
/// paper whose text has changed since is dropped, for it was made of the former text; the paper is
/// then still missing one.
final class SqlVectorStore implements VectorStore {

    private final Database database;
    private final Map<Wanted, String> wanted = new ConcurrentHashMap<>();

    SqlVectorStore(Database database) {
        this.database = database;
    }

    private record Wanted(String model, String paper) {}

    @Override
    public Map<PaperId, float[]> load(String model, Collection<PaperId> papers) {
        Map<String, PaperId> asked = new HashMap<>();
        papers.forEach(id -> asked.put(Columns.paper(id), id));
        return database.read(handle -> {
            Map<PaperId, float[]> vectors = HashMap.newHashMap(asked.size());
            InList.each(
                    handle.getConnection(),
                    "SELECT p.id, v.numbers FROM paper p JOIN vector v ON v.text_key = p.text_key WHERE p.id IN (",
                    asked.keySet(),
                    ") AND v.model = ?",
                    List.of(Columns.text(model)),
                    row -> vectors.put(asked.get(row.getString(1)), numbers(row.getBytes(2))));
            return vectors;
        });
    }

    @Override
    public List<PaperId> missing(String model, int limit) {
        String name = Columns.text(model);
        return database.read(handle -> {
            List<PaperId> papers = new ArrayList<>();
            try (PreparedStatement statement =
                    handle.getConnection()
                            .prepareStatement(
                                    "SELECT p.id, p.text_key FROM paper p WHERE NOT EXISTS (SELECT 1 FROM vector v"
                                            + " WHERE v.text_key = p.text_key AND v.model = ?)"
                                            + " ORDER BY p.changed DESC LIMIT ?")) {
                statement.setString(1, name);
                statement.setInt(2, limit);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        papers.add(Columns.paper(row.getString(1)));
                        wanted.put(new Wanted(name, row.getString(1)), row.getString(2));
                    }
                }
            }
            return papers;
        });
    }

    @Override
    public void keep(String model, Map<PaperId, float[]> vectors) {
        if (vectors.isEmpty()) {
            return;
        }
        String name = Columns.text(model);
        Map<String, float[]> byColumn = new HashMap<>();
        vectors.forEach((id, vector) -> byColumn.put(Columns.paper(id), vector));
        database.write(handle -> {
            Map<String, float[]> byText = new HashMap<>();
            InList.each(
                    handle.getConnection(),
                    "SELECT id, text_key FROM paper WHERE id IN (",
                    byColumn.keySet(),
                    row -> {
                        String text = row.getString(2);
                        if (text.equals(
                                wanted.getOrDefault(new Wanted(name, row.getString(1)), text))) {
                            byText.put(text, byColumn.get(row.getString(1)));
                        }
                    });
            try (PreparedStatement insert =
                    handle.getConnection()
                            .prepareStatement(
                                    "INSERT INTO vector (text_key, model, numbers) VALUES (?, ?, ?)"
                                            + " ON CONFLICT (text_key, model) DO UPDATE SET numbers = excluded.numbers")) {
                for (Map.Entry<String, float[]> entry : byText.entrySet()) {
                    insert.setString(1, entry.getKey());
                    insert.setString(2, name);
                    insert.setBytes(3, bytes(entry.getValue()));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return byText.size();
        });
        byColumn.keySet().forEach(paper -> wanted.remove(new Wanted(name, paper)));
    }

    private static final String COUNT =
            "SELECT COUNT(*) FROM paper p WHERE EXISTS (SELECT 1 FROM vector v"
                    + " WHERE v.text_key = p.text_key AND v.model = :model)";

    @Override
    public long count(String model) {
        return database.read(handle ->
                handle.createQuery(COUNT)
                        .bind("model", Columns.text(model))
                        .mapTo(Long.class)
                        .one());
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] numbers(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
