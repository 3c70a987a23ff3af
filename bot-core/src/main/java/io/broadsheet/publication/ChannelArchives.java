package io.broadsheet.publication;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.Ledger.LedgerEntry;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What channels got, for whoever has a channel's link: papers, when, and how many voted there.
/// Nobody's name.
public final class ChannelArchives {

    /// More than a channel gets in years.
    private static final int MOST = 10_000;

    private final SecretLinks links;
    private final Ledger ledger;
    private final Library library;
    private final Catalogue catalogue;
    private final PaperSearch search;

    public ChannelArchives(
            SecretLinks links,
            Ledger ledger,
            Library library,
            Catalogue catalogue,
            PaperSearch search) {
        this.links = links;
        this.ledger = ledger;
        this.library = library;
        this.catalogue = catalogue;
        this.search = search;
    }

    /// The channel that a token leads to.
    public Optional<ChannelLink> find(String token) {
        return links.channel(token);
    }

    /// The person's feed that a token leads to.
    public Optional<SecretLinks.PersonLink> person(String token) {
        return links.person(token);
    }

    /// In which months (UTC) a channel got how many papers, latest first.
    public Map<YearMonth, Integer> months(ChannelLink link) {
        TreeMap<YearMonth, Integer> months = new TreeMap<>();
        ledger.postings(link.channel(), MOST)
                .forEach(posting -> months.merge(month(posting), 1, Integer::sum));
        return months.descendingMap();
    }

    /// What a channel got in a month, latest first.
    public List<ArchivedPost> in(ChannelLink link, YearMonth month) {
        return posts(
                link,
                ledger.postings(link.channel(), MOST).stream()
                        .filter(posting -> month(posting).equals(month))
                        .toList());
    }

    /// What a channel got last.
    public List<ArchivedPost> latest(ChannelLink link, int limit) {
        return posts(link, ledger.postings(link.channel(), limit));
    }

    /// What a channel got that has all of the words in title or abstract, latest first.
    public List<ArchivedPost> with(ChannelLink link, String words, int limit) {
        List<LedgerEntry> all = ledger.postings(link.channel(), MOST);
        Set<PaperId> wanted =
                new HashSet<>(
                        search.within(
                                all.stream().map(LedgerEntry::paper).distinct().toList(),
                                PaperQuery.words(words)));
        return posts(
                link,
                all.stream()
                        .filter(posting -> wanted.contains(posting.paper()))
                        .limit(limit)
                        .toList());
    }

    /// Where a paper was posted, of those channels that public pages name, latest first.
    public List<PublicPosting> publicPostings(PaperId paper) {
        List<PublicPosting> postings = new ArrayList<>();
        for (ChannelLink link : links.listed()) {
            ledger.postings(link.channel(), paper).stream()
                    .findFirst()
                    .ifPresent(posting -> postings.add(new PublicPosting(link, posting.at())));
        }
        postings.sort(java.util.Comparator.comparing(PublicPosting::at).reversed());
        return postings;
    }

    private List<ArchivedPost> posts(ChannelLink link, List<LedgerEntry> postings) {
        List<PaperId> ids = postings.stream().map(LedgerEntry::paper).distinct().toList();
        Map<PaperId, Paper> papers = new HashMap<>();
        catalogue.findAll(ids).forEach(paper -> papers.put(paper.id(), paper));
        Map<PaperId, Integer> votes = library.voteCounts(link.channel(), ids);
        List<ArchivedPost> posts = new ArrayList<>();
        for (LedgerEntry posting : postings) {
            Paper paper = papers.get(posting.paper());
            if (paper != null) {
                posts.add(new ArchivedPost(paper, posting.at(), votes.getOrDefault(paper.id(), 0)));
            }
        }
        return posts;
    }

    private static YearMonth month(LedgerEntry posting) {
        return YearMonth.from(posting.at().atZone(ZoneOffset.UTC));
    }

    /// @param votes how many people voted for it in the channel, 0 or more
    public record ArchivedPost(Paper paper, Instant at, int votes) {}

    /// Where a paper was posted, and when last.
    public record PublicPosting(ChannelLink link, Instant at) {}
}
