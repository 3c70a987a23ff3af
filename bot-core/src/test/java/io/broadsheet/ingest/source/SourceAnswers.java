package io.broadsheet.ingest.source;

import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.ingest.source.FaultySource.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Answers of Hugging Face and arXiv about papers that do not exist, in the forms that both have.
final class SourceAnswers {

    /// How many papers each day of Hugging Face's list has.
    static final int A_DAY = 5;

    private SourceAnswers() {}

    static Map<String, String> parameters(Request request) {
        Map<String, String> parameters = new TreeMap<>();
        for (String part : request.query().split("&")) {
            int sign = part.indexOf('=');
            if (sign > 0) {
                parameters.put(
                        part.substring(0, sign),
                        URLDecoder.decode(part.substring(sign + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    // --- Hugging Face ---

    static List<String> ids(LocalDate day) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < A_DAY; i++) {
            ids.add(
                    String.format(
                            Locale.ROOT,
                            "%02d%02d.%05d",
                            day.getYear() % 100,
                            day.getMonthValue(),
                            day.getDayOfMonth() * 100 + i));
        }
        return ids;
    }

    static String paper(String id, LocalDate day, int votes) {
        return """
        {"id":"%s","authors":[{"_id":"66","name":"Ana Pérez","hidden":false},{"_id":"67","name":"Bo Li"}],
         "publishedAt":"%sT17:00:00.000Z","submittedOnDailyAt":"%sT03:00:00.000Z",
         "title":"Über paper %s","summary":"We study %s.","upvotes":%d,"discussionId":"aa",
         "githubRepo":"https://github.com/ana/p%s","githubStars":%d,"ai_keywords":["x"]}\
        """
                .formatted(
                        id, day.minusDays(1), day, id, id, votes, id.replace(".", ""), votes * 2);
    }

    static String wrapped(String paper, LocalDate day) {
        return """
        {"paper":%s,"publishedAt":"%sT12:00:00.000Z","title":"t","numComments":1,
         "thumbnail":"https://elsewhere.example/x.png","isAuthorParticipating":false}\
        """
                .formatted(paper, day.minusDays(1));
    }

    static String daily(LocalDate day) {
        List<String> entries = new ArrayList<>();
        for (String id : ids(day)) {
            entries.add(wrapped(paper(id, day, 7), day));
        }
        return "[" + String.join(",", entries) + "]";
    }

    /// Answers of the daily list, and of single papers of 2025-03-04.
    static Page huggingFace(Request request) {
        Map<String, String> parameters = parameters(request);
        if (request.path().equals("/api/daily_papers")) {
            return Page.of(
                    parameters.getOrDefault("p", "0").equals("0") && parameters.containsKey("date")
                            ? daily(LocalDate.parse(parameters.get("date")))
                            : "[]");
        }
        LocalDate day = LocalDate.of(2025, 3, 4);
        String id = request.path().replace("/api/papers/", "");
        return ids(day).contains(id) ? Page.of(paper(id, day, 9)) : Page.missing();
    }

    // --- arXiv ---

    static String record(String id, int versions, LocalDate submitted, String more) {
        StringBuilder history = new StringBuilder();
        for (int i = versions; i >= 1; i--) {
            history.append(
                    "<version version=\"v%d\"><date>%s</date><size>9kb</size></version>"
                            .formatted(
                                    i,
                                    java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            submitted
                                                    .plusDays(i - 1)
                                                    .atTime(17, 0)
                                                    .atOffset(java.time.ZoneOffset.UTC))));
        }
        return """
        <record><header><identifier>oai:arXiv.org:%s</identifier><datestamp>2025-03-04</datestamp>
        <setSpec>cs:cs:AI</setSpec></header><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">
        <id>%s</id><submitter>Ana</submitter>%s<title>Über record
          %s</title><authors>Ana P\\'erez (1 and 2), Bo Li, Jr. and Cy Nu ((1) A, (2) B)</authors>
        <categories>cs.AI cs.LG</categories>%s<license>x</license><abstract>  We record %s.
        </abstract></arXivRaw></metadata></record>
        """
                .formatted(id, id, history, id, more, id);
    }

    static String list(List<String> records, String token) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2025-03-04T05:00:00Z</responseDate>
        <request verb="ListRecords">http://oaipmh.arxiv.org/oai</request><ListRecords>%s
        <resumptionToken cursor="0" completeListSize="9">%s</resumptionToken></ListRecords></OAI-PMH>
        """
                .formatted(String.join("", records), token);
    }

    static String nothing() {
        return """
        <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="noRecordsMatch">None</error></OAI-PMH>
        """;
    }

    static String feedEntry(String id, int version, String type, LocalDate day) {
        return """
        <entry><id>oai:arXiv.org:%sv%d</id><title>Über record %s</title><updated>%sT05:00:00Z</updated>
        <link href="https://arxiv.org/abs/%s" rel="alternate" type="text/html"/>
        <summary>arXiv:%sv%d Announce Type: %s
        Abstract: We record %s.</summary><category term="cs.AI"/>
        <published>%sT00:00:00-05:00</published><arxiv:announce_type>%s</arxiv:announce_type>
        <dc:creator>Ana Pérez, Bo Li</dc:creator></entry>
        """
                .formatted(id, version, id, day, id, id, version, type, id, day, type);
    }

    static String feed(String... entries) {
        return """
        <?xml version='1.0' encoding='UTF-8'?>
        <feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns="http://www.w3.org/2005/Atom"><id>http://rss.arxiv.org/atom/cs.AI</id><title>cs.AI</title>%s</feed>
        """
                .formatted(String.join("", entries));
    }

    static String apiEntry(String id, int version, String title, String more) {
        return """
        <entry><id>http://arxiv.org/abs/%sv%d</id><updated>2025-03-05T00:00:00Z</updated>
        <published>2025-03-03T00:00:00Z</published><title>%s</title><summary>  We look
        %s up.</summary><author><name>Ana Pérez</name></author>%s
        <link href="https://arxiv.org/abs/%s" rel="alternate" type="text/html"/>
        <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/></entry>
        """
                .formatted(id, version, title, id, more, id);
    }

    static String api(String... entries) {
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
        <title>arXiv Query</title><id>http://arxiv.org/api/x</id>%s</feed>
        """
                .formatted(String.join("", entries));
    }
}
