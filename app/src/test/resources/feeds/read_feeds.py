"""Reads feeds as feedparser does, which is not what wrote them, and says what is wrong with them; nothing where all is well.

    read_feeds.py ADDRESS      of a site's channel, with its secret: http://localhost:8082/channels/…
"""
import json
import sys
import urllib.request
import xml.etree.ElementTree
from datetime import datetime

import feedparser

wrong = []


def check(holds, what):
    if not holds:
        wrong.append(what)


def read(address, version):
    feed = feedparser.parse(address)
    check(not feed.bozo, f"{address}: {feed.get('bozo_exception')}")
    check(feed.status == 200, f"{address}: status {feed.status}")
    check(feed.version == version, f"{address}: is {feed.version}")
    check(feed.headers.get("content-encoding") == "gzip", f"{address}: is not compressed")
    check(feed.encoding == "utf-8", f"{address}: is in {feed.encoding}")
    check(feed.feed.get("title") and feed.feed.get("subtitle"), f"{address}: has no title or no description")
    links = {link.rel: link.href for link in feed.feed.links}
    check(links.get("self") == address, f"{address}: says that it is {links.get('self')}")
    check(links.get("alternate", "").startswith(address.split("/channels/")[0].split("/feeds/")[0]), f"{address}: shown at {links}")
    check(feed.feed.get("updated_parsed") or feed.feed.get("published_parsed"), f"{address}: has no date")
    check(len(feed.entries) > 3, f"{address}: has {len(feed.entries)} entries")
    for entry in feed.entries:
        check(entry.get("published_parsed"), f"{address}: {entry.get('title')} has no date")
        check(entry.get("title") and entry.get("link", "").startswith("http"), f"{address}: {entry} has no title or link")
        check(entry.get("summary") and "<script" not in entry.summary, f"{address}: {entry.title} says nothing")
        check(entry.get("authors"), f"{address}: {entry.title} has no authors")
    ids = [entry.id for entry in feed.entries]
    check(len(set(ids)) == len(ids), f"{address}: two entries have one id")
    check(all(each.startswith("urn:uuid:") for each in ids), f"{address}: {ids}")
    dates = [entry.published_parsed for entry in feed.entries]
    check(dates == sorted(dates, reverse=True), f"{address}: the latest is not the first")
    check(any(entry.get("media_thumbnail") for entry in feed.entries), f"{address}: has no pictures")
    if version == "rss20":
        check(any(entry.get("enclosures") for entry in feed.entries), f"{address}: has no enclosures")
    for again in (feedparser.parse(address, etag=feed.etag), feedparser.parse(address, modified=feed.modified)):
        check(again.status == 304 and not again.entries, f"{address}: {again.status} although nothing has changed")
    return ids


def read_json(address):
    with urllib.request.urlopen(address) as answer:
        check(answer.headers["content-type"].startswith("application/feed+json"), f"{address}: {answer.headers['content-type']}")
        feed = json.load(answer)
    check(feed["version"] == "https://jsonfeed.org/version/1.1", f"{address}: is {feed['version']}")
    check(feed["title"] and feed["feed_url"] == address and feed["home_page_url"], f"{address}: lacks a title or an address")
    for item in feed["items"]:
        check(isinstance(item["id"], str) and item["content_html"] and item["url"].startswith("http"), f"{address}: {item}")
        check(datetime.fromisoformat(item["date_published"].replace("Z", "+00:00")).tzinfo, f"{address}: {item['date_published']}")
        check(all(author["name"] for author in item["authors"]), f"{address}: {item['authors']}")
    return [item["id"] for item in feed["items"]]


def read_all(before, after=""):
    atom = read(before + "atom.xml" + after, "atom10")
    check(read(before + "rss.xml" + after, "rss20") == atom, f"{before}: RSS has other ids than Atom")
    check(read_json(before + "feed.json" + after) == atom, f"{before}: JSON has other ids than Atom")


channel = sys.argv[1]
site = channel.split("/channels/")[0]
for span in ("week", "month"):
    read_all(f"{site}/feeds/trending/{span}/")
read_all(f"{site}/feeds/search/", "?of=models+has%3Acode")
read_all(f"{site}/feeds/topic/", "?of=diffusion+models")
read_all(f"{channel}/posts/")
with urllib.request.urlopen(channel + "/feeds.opml") as answer:
    opml = xml.etree.ElementTree.parse(answer).getroot()
check(opml.tag == "opml" and opml.get("version") == "2.0" and opml.findtext("head/title"), "the list is no OPML 2.0")
outlines = opml.findall("body/outline")
check(len(outlines) == 2, f"the list has {len(outlines)} feeds")
for outline in outlines:
    check(outline.get("type") == "rss" and outline.get("text") and outline.get("htmlUrl"), f"the list has {outline.attrib}")
    listed = feedparser.parse(outline.get("xmlUrl"))
    check(listed.status == 200 and not listed.bozo, f"{outline.get('xmlUrl')} leads to {listed.get('status')}")
print("\n".join(wrong))
