package io.broadsheet.catalogue;

import java.util.List;
import java.util.Optional;

/// The port to turning texts into vectors of one length 1 whose dot product says how alike their
/// meanings are.
public interface Embeddings {

    /// Names the model, its version and how a paper's text is made; vectors of different names do
    /// not compare.
    String model();

    /// The vector of what somebody searches for; empty while the model is not loaded, or where it
    /// cannot take the text.
    Optional<float[]> query(String text);

    /// The vectors of papers' texts, in the same order, empty where the model cannot take a text.
    /// Waits for the model.
    ///
    /// @throws IllegalStateException where there is no model to wait for
    List<Optional<float[]>> documents(List<String> texts);

    /// Whether the model is loaded.
    boolean isReady();

    /// No vectors at all: papers are found by their words alone.
    Embeddings NONE =
            new Embeddings() {
                @Override
                public String model() {
                    return "none";
                }

                @Override
                public Optional<float[]> query(String text) {
                    return Optional.empty();
                }

                @Override
                public List<Optional<float[]>> documents(List<String> texts) {
                    throw new IllegalStateException("there is no embedding model");
                }

                @Override
                public boolean isReady() {
                    return false;
                }
            };
}
