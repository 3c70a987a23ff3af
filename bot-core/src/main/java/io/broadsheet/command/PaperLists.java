package io.broadsheet.command;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Window;
import io.broadsheet.view.Phrases;
import java.util.List;

/// What several commands say around the papers that they suggest.
final class PaperLists {

    private PaperLists() {}

    static Block trendLead(Recommender.Trend trend, Window asked) {
        String lead = "Trending, " + Phrases.window(trend.window());
        return Block.paragraph(
                trend.window() == asked
                        ? lead
                        : lead + " (nothing is dated in " + Phrases.window(asked) + ")");
    }

    static List<Block> more(String label, Command command, CommandServices services) {
        return List.of(new Block.Buttons(services.button(Button.Role.NEXT, label, command)));
    }

    static Reply emptyCatalogue() {
        return Reply.say(
                "The catalogue is empty. Whoever runs this bot can fill it with ./broadsheet import"
                        + " FILE.");
    }
}
