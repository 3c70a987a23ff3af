package io.broadsheet.publication;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.club.Clubs;
import io.broadsheet.edition.Ledger;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.view.PaperOutline;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.Function;

/// Everything that people outside chat get to read.
///
/// @param catalogue as everybody may see it
/// @param archives what channels got, for whoever has their links
/// @param feeds what is in feeds
/// @param calendars when reading groups meet, for whoever has a link to it
public record Publication(
        PublicCatalogue catalogue, ChannelArchives archives, Feeds feeds, ClubCalendars calendars) {

    /// @param outlines makes what entries of lists say
    public static Publication of(
            Catalogue catalogue,
            PaperSearch search,
            Recommender recommender,
            Library library,
            Ledger ledger,
            SecretLinks links,
            Clubs clubs,
            Function<Paper, PaperOutline> outlines,
            Clock clock) {
        PublicCatalogue open =
                new PublicCatalogue(
                        catalogue, search, recommender, outlines, ZoneOffset.UTC, clock);
        ChannelArchives archives = new ChannelArchives(links, ledger, library, catalogue, search);
        return new Publication(
                open,
                archives,
                new Feeds(open, recommender, library, archives, clock),
                new ClubCalendars(clubs, catalogue, clock));
    }
}
