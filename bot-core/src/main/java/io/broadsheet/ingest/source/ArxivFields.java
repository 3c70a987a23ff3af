package io.broadsheet.ingest.source;

import java.util.Set;

/// The fields of arXiv's answers that are known. One that is new or missing is told of, since
/// nobody else says that arXiv changed something.
final class ArxivFields {

    private ArxivFields() {}

    static final String XML = "application/xml, text/xml, application/atom+xml";

    static final Set<String> OAI_EXPECTED =
            Set.of("id", "version", "title", "authors", "categories", "abstract");

    static final Set<String> OAI_KNOWN =
            Set.of(
                    "id",
                    "submitter",
                    "version",
                    "title",
                    "authors",
                    "categories",
                    "comments",
                    "proxy",
                    "report-no",
                    "msc-class",
                    "acm-class",
                    "journal-ref",
                    "doi",
                    "license",
                    "abstract");

    static final Set<String> FEED_EXPECTED =
            Set.of("id", "title", "summary", "category", "announce_type", "published");

    static final Set<String> FEED_KNOWN =
            Set.of(
                    "id",
                    "title",
                    "summary",
                    "category",
                    "announce_type",
                    "published",
                    "updated",
                    "link",
                    "rights",
                    "creator",
                    "author",
                    "journal_reference",
                    "DOI");

    static final Set<String> API_EXPECTED =
            Set.of("id", "title", "summary", "author", "published", "updated", "category");

    static final Set<String> API_KNOWN =
            Set.of(
                    "id",
                    "title",
                    "summary",
                    "author",
                    "published",
                    "updated",
                    "category",
                    "primary_category",
                    "link",
                    "comment",
                    "journal_ref",
                    "doi",
                    "rights");
}
