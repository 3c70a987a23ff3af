package io.broadsheet.search;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.VectorStore;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Vectors that come with papers, in a file beside them: a first start need not compute them, so
/// its first answer is as good as later ones.
///
/// The first line is `model` and the model's name. Each further line is one vector: the SHA-256 of
/// the text it was made of, in hexadecimal digits, a tab, and in Base64 a scale (4 bytes, a
/// little-endian float) followed by one signed byte a dimension, which times the scale is the
/// component. That is as exact as searches compare them (see [VectorTable]). A vector whose text is
/// no longer any paper's is never used.
public final class VectorFile {

    private static final String MODEL = "model ";
    private static final int PAPERS_AT_ONCE = 500;

    private final String model;
    private final Map<String, float[]> vectors;

    private VectorFile(String model, Map<String, float[]> vectors) {
        this.model = model;
        this.vectors = Collections.unmodifiableMap(vectors);
    }

    /// @throws IOException where the file cannot be read, or a line of it is no vector; the message
    ///   says which
    public static VectorFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.getFirst().startsWith(MODEL)) {
            throw new IOException(file + " does not begin with '" + MODEL + "' and a model's name");
        }
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] columns = lines.get(i).split("\t", -1);
            try {
                vectors.put(columns[0], decode(columns[1]));
            } catch (RuntimeException e) {
                throw new IOException(file + ", line " + (i + 1) + ", is no vector", e);
            }
        }
        return new VectorFile(lines.getFirst().substring(MODEL.length()).strip(), vectors);
    }

    /// Writes the vectors of all papers that have one, in the order of their texts' digests.
    ///
    /// @return how many
    public static int write(Path file, String model, Catalogue catalogue, VectorStore store)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (List<Paper> papers : batches(catalogue)) {
            Map<PaperId, float[]> kept = store.load(model, papers.stream().map(Paper::id).toList());
            for (Paper paper : papers) {
                float[] vector = kept.get(paper.id());
                if (vector != null && vector.length > 1) {
                    lines.add(digest(paper) + "\t" + encode(vector));
                }
            }
        }
        Collections.sort(lines);
        lines.addFirst(MODEL + model);
        Files.write(file, lines, StandardCharsets.UTF_8);
        return lines.size() - 1;
    }

    /// Keeps the vectors of papers whose text they were made of, under the model's name: they count
    /// whenever that model is used.
    ///
    /// @return the papers that have one now
    public List<PaperId> keepFor(Catalogue catalogue, VectorStore store) {
        List<PaperId> papersWithOne = new ArrayList<>();
        for (List<Paper> papers : batches(catalogue)) {
            Map<PaperId, float[]> known = new HashMap<>();
            papers.forEach(paper -> vector(paper).ifPresent(it -> known.put(paper.id(), it)));
            store.keep(model, known);
            papersWithOne.addAll(known.keySet());
        }
        return papersWithOne;
    }

    /// The vector made of the text that a paper has now.
    public Optional<float[]> vector(Paper paper) {
        return Optional.ofNullable(vectors.get(digest(paper)));
    }

    private static List<List<Paper>> batches(Catalogue catalogue) {
        List<List<Paper>> batches = new ArrayList<>();
        long after = 0;
        List<Catalogue.Change> changes = catalogue.changesAfter(after, PAPERS_AT_ONCE);
        while (!changes.isEmpty()) {
            batches.add(changes.stream().flatMap(change -> change.paper().stream()).toList());
            after = changes.getLast().sequence();
            changes = catalogue.changesAfter(after, PAPERS_AT_ONCE);
        }
        return batches;
    }

    private static String digest(Paper paper) {
        try {
            byte[] text = VectorKeeper.text(paper).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String encode(float[] vector) {
        float most = 0;
        for (float part : vector) {
            most = Math.max(most, Math.abs(part));
        }
        float scale = most == 0 ? 1 : most / Byte.MAX_VALUE;
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES + vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(scale);
        for (float part : vector) {
            bytes.put((byte) Math.round(part / scale));
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] decode(String text) {
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        float scale = bytes.getFloat();
        float[] vector = new float[bytes.remaining()];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = bytes.get() * scale;
        }
        return vector;
    }
}
