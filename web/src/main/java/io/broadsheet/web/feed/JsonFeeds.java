package io.broadsheet.web.feed;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes feeds as JSON Feed 1.1 (jsonfeed.org/version/1.1).
final class JsonFeeds {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static String write(FeedDocument document) {
        ObjectNode feed = MAPPER.createObjectNode();
        feed.put("version", "https://jsonfeed.org/version/1.1");
        feed.put("title", document.title());
        feed.put("description", document.about());
        feed.put("home_page_url", document.page());
        feed.put("feed_url", document.self());
        feed.put("language", "en");
        ArrayNode items = feed.putArray("items");
        for (FeedEntry entry : document.entries()) {
            ObjectNode item = items.addObject();
            item.put("id", entry.id());
            item.put("url", entry.link());
            item.put("title", entry.title());
            item.put("content_html", entry.html());
            if (!entry.paper().outline().line().isEmpty()) {
                item.put("summary", entry.paper().outline().line());
            }
            item.put("date_published", entry.at().toString());
            if (!entry.code().isEmpty()) {
                item.put("external_url", entry.code());
            }
            if (!entry.picture().isEmpty()) {
                item.put("image", entry.picture());
            }
            ArrayNode authors = item.putArray("authors");
            entry.paper().authors().forEach(name -> authors.addObject().put("name", name));
            ArrayNode tags = item.putArray("tags");
            entry.paper().outline().categories().forEach(tags::add);
        }
        return feed.toString();
    }

    private JsonFeeds() {}
}
