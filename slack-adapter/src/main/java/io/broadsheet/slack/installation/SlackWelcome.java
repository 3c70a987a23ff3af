package io.broadsheet.slack.installation;

import io.broadsheet.chat.Delivery;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.slack.posting.SlackPosting;
import java.util.List;

/// Greets whoever installed the bot, in one direct message.
public final class SlackWelcome {

    private final SlackPosting posting;

    public SlackWelcome(SlackPosting posting) {
        this.posting = posting;
    }

    Delivery greet(String team, String user) {
        return posting.post(team, user, greeting());
    }

    static Reply greeting() {
        return Reply.of(
                new Block.Heading("Hello, I am Broadsheet"),
                Block.paragraph(
                        "I find research papers, keep yours together and suggest what to read next. Three things to try:"),
                new Block.Bullets(
                        List.of(
                                List.of(
                                        Span.command("search vision tokenizers"),
                                        Span.text(
                                                " in any channel; only you see the answer until you share it")),
                                List.of(
                                        Span.text("invite me to a channel with "),
                                        Span.code("/invite @" + SlackManifest.NAME),
                                        Span.text(" and have it get a paper every morning: "),
                                        Span.command("schedule add weekdays 09:00 Europe/Berlin")),
                                List.of(
                                        Span.text(
                                                "on any message with links to papers: the menu of three dots, then "),
                                        Span.strong(SlackManifest.FIND_PAPERS_TITLE)))),
                Block.note(
                        Span.text("Your shelf is on my Home tab. Everything else: "),
                        Span.command("help")));
    }
}
