package io.broadsheet.paper;

import java.util.List;

/// Where pictures of papers may be: at hosts that the sources which have any declare as theirs.
/// Nothing else is ever shown, so that no paper can make a reader's program ask elsewhere.
public final class PictureHosts {

    /// Where Hugging Face has its pictures, the only source that has any. An address that leads
    /// there is one of https.
    public static final List<String> ALL =
            List.of("cdn-thumbnails.huggingface.co", "cdn-uploads.huggingface.co");

    private PictureHosts() {}
}
