/// Asks arXiv, Hugging Face, OpenAlex and Semantic Scholar for papers over the network, at the pace
/// each of them wants. It may not know the catalogue's store, nor who asks.
@NullMarked
package io.broadsheet.ingest.source;

import org.jspecify.annotations.NullMarked;
