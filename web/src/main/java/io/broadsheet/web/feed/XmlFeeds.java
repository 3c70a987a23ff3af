package io.broadsheet.web.feed;

import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndCategoryImpl;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndContentImpl;
import com.rometools.rome.feed.synd.SyndEnclosure;
import com.rometools.rome.feed.synd.SyndEnclosureImpl;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.feed.synd.SyndLinkImpl;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.feed.synd.SyndPersonImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedOutput;
import io.broadsheet.publication.FeedFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jdom2.Element;
import org.jdom2.Namespace;

/// Writes feeds as Atom and RSS, by Rome.
final class XmlFeeds {

    private static final Namespace ATOM =
            Namespace.getNamespace("atom", "http://www.w3.org/2005/Atom");
    private static final Namespace MEDIA =
            Namespace.getNamespace("media", "http://search.yahoo.com/mrss/");

    /// @param format not JSON
    static String write(FeedDocument document, FeedFormat format) {
        boolean isAtom = format == FeedFormat.ATOM;
        SyndFeed feed = new SyndFeedImpl();
        feed.setFeedType(isAtom ? "atom_1.0" : "rss_2.0");
        feed.setEncoding("UTF-8");
        feed.setTitle(XmlText.of(document.title()));
        feed.setDescription(XmlText.of(document.about()));
        feed.setUri(document.id());
        feed.setLink(document.page());
        feed.setPublishedDate(Date.from(document.updated()));
        feed.setGenerator("Broadsheet");
        feed.setLanguage("en");
        if (isAtom) {
            feed.setLinks(
                    List.of(
                            link("self", document.self(), format.mediaType()),
                            link("alternate", document.page(), "text/html")));
        } else {
            Element self = new Element("link", ATOM);
            self.setAttribute("rel", "self");
            self.setAttribute("href", document.self());
            self.setAttribute("type", format.mediaType());
            feed.setForeignMarkup(new ArrayList<>(List.of(self)));
        }
        List<SyndEntry> entries = new ArrayList<>();
        document.entries().forEach(entry -> entries.add(entry(entry, isAtom)));
        feed.setEntries(entries);
        try {
            return new SyndFeedOutput().outputString(feed);
        } catch (FeedException e) {
            throw new IllegalStateException("a feed could not be written", e);
        }
    }

    private static SyndEntry entry(FeedEntry paper, boolean isAtom) {
        SyndEntry entry = new SyndEntryImpl();
        entry.setUri(paper.id());
        entry.setTitle(paper.title());
        entry.setLink(paper.link());
        entry.setPublishedDate(Date.from(paper.at()));
        entry.setUpdatedDate(Date.from(paper.at()));
        SyndContent content = new SyndContentImpl();
        content.setType("html");
        content.setValue(XmlText.of(paper.html()));
        entry.setDescription(content);
        name(entry, paper.paper().authors().stream().map(XmlText::of).toList(), isAtom);
        List<SyndCategory> categories = new ArrayList<>();
        for (String code : paper.paper().outline().categories()) {
            SyndCategory category = new SyndCategoryImpl();
            category.setName(XmlText.of(code));
            categories.add(category);
        }
        entry.setCategories(categories);
        if (!paper.picture().isEmpty()) {
            // In Atom it would be one more link, which some readers take for that to the paper.
            if (!isAtom) {
                SyndEnclosure enclosure = new SyndEnclosureImpl();
                enclosure.setUrl(paper.picture());
                enclosure.setType("image/png");
                // Nobody but readers fetches it, so that its length is not known.
                enclosure.setLength(0);
                entry.setEnclosures(new ArrayList<>(List.of(enclosure)));
            }
            Element thumbnail = new Element("thumbnail", MEDIA);
            thumbnail.setAttribute("url", paper.picture());
            entry.setForeignMarkup(new ArrayList<>(List.of(thumbnail)));
        }
        return entry;
    }

    /// RSS has a place for an address of mail alone; names stand there as Dublin Core has them.
    private static void name(SyndEntry entry, List<String> authors, boolean isAtom) {
        if (isAtom) {
            List<SyndPerson> people = new ArrayList<>();
            for (String name : authors) {
                SyndPerson author = new SyndPersonImpl();
                author.setName(name);
                people.add(author);
            }
            entry.setAuthors(people);
        } else {
            // Rome gives every entry one, which has its date as well.
            ((DCModule) entry.getModule(DCModule.URI)).setCreators(authors);
        }
    }

    private static SyndLink link(String relation, String address, String type) {
        SyndLink link = new SyndLinkImpl();
        link.setRel(relation);
        link.setHref(address);
        link.setType(type);
        return link;
    }

    private XmlFeeds() {}
}
