package io.broadsheet.search;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import io.broadsheet.catalogue.Embeddings;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Embeddings from a model behind LangChain4j's [EmbeddingModel]. The model loads in the background
/// from the moment this is made.
public final class LangChainEmbeddings implements Embeddings, AutoCloseable {

    /// The name under which vectors of the bundled model are kept.
    public static final String BGE_SMALL = "bge-small-en-v1.5-q/1";

    /// How bge models want a search to begin.
    ///
    /// @see <a href="https://huggingface.co/BAAI/bge-small-en-v1.5">the model's card</a>
    private static final String BGE_QUERY =
            "Represent this sentence for searching relevant passages: ";

    /// Models read some 500 word pieces; what follows would only take time.
    private static final int MAX_LENGTH = 4_000;

    /// ONNX Runtime 1.29 goes through a model's graph by recursion: bge-small-en-v1.5 needs between
    /// 2 and 4 MB for it, more than a thread's usual 1 MB, and a process whose native stack ends
    /// dies without a word.
    private static final long LOADING_STACK = 32L << 20;

    private static final Duration LOADING_AT_MOST = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(LangChainEmbeddings.class);

    private final String name;
    private final String queryPrefix;
    private final CompletableFuture<EmbeddingModel> model = new CompletableFuture<>();
    private final AutoCloseable threads;
    private final Thread loading;

    private LangChainEmbeddings(
            String name,
            String queryPrefix,
            Supplier<EmbeddingModel> loader,
            AutoCloseable threads) {
        this.name = name;
        this.queryPrefix = queryPrefix;
        this.threads = threads;
        this.loading =
                Thread.ofPlatform()
                        .name("embeddings-load")
                        .stackSize(LOADING_STACK)
                        .daemon()
                        .start(() -> load(loader));
    }

    private void load(Supplier<EmbeddingModel> loader) {
        try {
            EmbeddingModel loaded = loader.get();
            loaded.embed("warm");
            model.complete(loaded);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // The tokenizer asserts that its native code is there.
            LOG.warn(
                    "The embedding model {} cannot be loaded, so papers are found by their words alone",
                    name,
                    e);
            model.completeExceptionally(e);
        }
    }

    /// Any model.
    ///
    /// @param name names the model and its version; the vectors kept are known by it
    /// @param queryPrefix what the model wants before a search text, empty for nothing
    /// @param loader called once, in the background
    public static LangChainEmbeddings of(
            String name, String queryPrefix, Supplier<EmbeddingModel> loader) {
        return new LangChainEmbeddings(name, queryPrefix, loader, () -> {});
    }

    /// The model that comes with Broadsheet: bge-small-en-v1.5, 384 dimensions, quantised to 8
    /// bits.
    ///
    /// @param threads how many texts are embedded at once, each on one thread, 1 or more
    public static LangChainEmbeddings bgeSmall(int threads) {
        // Else the library tells its makers about every start on Amazon's machines, and asks on
        // all others whether they are some (docs.djl.ai, telemetry).
        System.setProperty("OPT_OUT_TRACKING", "true");
        ExecutorService workers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("embeddings-", 0).daemon().factory());
        return new LangChainEmbeddings(
                BGE_SMALL, BGE_QUERY, () -> new OneThreadATime(workers), workers::shutdownNow);
    }

    @Override
    public String model() {
        return name;
    }

    @Override
    public Optional<float[]> query(String text) {
        if (!isReady() || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(unit(model.join().embed(queryPrefix + clean(text)).content()));
        } catch (RuntimeException e) {
            LOG.debug("A search text of {} characters has no vector", text.length(), e);
            return Optional.empty();
        }
    }

    @Override
    public List<Optional<float[]>> documents(List<String> texts) {
        EmbeddingModel loaded;
        try {
            loaded = model.join();
        } catch (RuntimeException e) {
            throw new IllegalStateException("the embedding model " + name + " cannot be loaded", e);
        }
        try {
            List<TextSegment> segments =
                    texts.stream().map(text -> TextSegment.from(clean(text))).toList();
            return loaded.embedAll(segments).content().stream()
                    .map(embedding -> Optional.of(unit(embedding)))
                    .toList();
        } catch (RuntimeException e) {
            LOG.debug("Not all of {} texts have a vector; trying one by one", texts.size(), e);
        }
        List<Optional<float[]>> vectors = new ArrayList<>();
        for (String text : texts) {
            try {
                vectors.add(Optional.of(unit(loaded.embed(clean(text)).content())));
            } catch (RuntimeException e) {
                LOG.debug("A text of {} characters has no vector", text.length(), e);
                vectors.add(Optional.empty());
            }
        }
        return vectors;
    }

    @Override
    public boolean isReady() {
        return model.isDone() && !model.isCompletedExceptionally();
    }

    @Override
    public void close() throws Exception {
        // A process that ends while native code loads the model would crash.
        loading.join(LOADING_AT_MOST);
        threads.close();
    }

    private static float[] unit(Embedding embedding) {
        return RelevanceFeedback.unit(embedding.vector().clone());
    }

    /// Short enough, not blank, and without halves of surrogate pairs, which the tokenizer's native
    /// code does not take.
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        text.codePoints()
                .limit(MAX_LENGTH)
                .filter(c -> c >= Character.MAX_SURROGATE + 1 || c < Character.MIN_SURROGATE)
                .map(c -> c == 0 ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString().isBlank() ? "-" : clean.toString();
    }

    /// The bundled model with one thread for each text. ONNX Runtime would by itself take all cores
    /// for each, and keep them busy waiting, which slows down everything else.
    private static final class OneThreadATime extends AbstractInProcessEmbeddingModel {
        private final OnnxBertBiEncoder encoder;

        OneThreadATime(Executor workers) {
            super(workers);
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                    InputStream weights = resource("/bge-small-en-v1.5-q.onnx");
                    InputStream tokenizer = resource("/bge-small-en-v1.5-q-tokenizer.json")) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(weights.readAllBytes(), options);
                encoder = new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS);
            } catch (OrtException | IOException e) {
                throw new IllegalStateException("the bundled embedding model cannot be loaded", e);
            }
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }

        private static InputStream resource(String name) throws IOException {
            InputStream stream =
                    BgeSmallEnV15QuantizedEmbeddingModel.class.getResourceAsStream(name);
            if (stream == null) {
                throw new IOException("the class path has no " + name);
            }
            return stream;
        }
    }
}
