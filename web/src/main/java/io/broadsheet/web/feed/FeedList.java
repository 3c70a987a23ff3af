package io.broadsheet.web.feed;

import java.util.List;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;

/// Writes a list of feeds as OPML 2.0 (opml.org/spec2.opml), which feed readers import.
final class FeedList {

    /// @param self the whole address of the feed
    /// @param page the whole address of a page that shows the same
    record Listed(String title, String self, String page) {}

    static String opml(String title, List<Listed> feeds) {
        Element root = new Element("opml").setAttribute("version", "2.0");
        root.addContent(
                new Element("head").addContent(new Element("title").setText(XmlText.of(title))));
        Element body = new Element("body");
        for (Listed feed : feeds) {
            String name = XmlText.of(feed.title());
            body.addContent(
                    new Element("outline")
                            .setAttribute("type", "rss")
                            .setAttribute("text", name)
                            .setAttribute("title", name)
                            .setAttribute("xmlUrl", feed.self())
                            .setAttribute("htmlUrl", feed.page()));
        }
        root.addContent(body);
        return new XMLOutputter(Format.getPrettyFormat()).outputString(new Document(root));
    }

    private FeedList() {}
}
