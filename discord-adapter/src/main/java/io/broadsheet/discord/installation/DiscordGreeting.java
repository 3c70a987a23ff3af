package io.broadsheet.discord.installation;

import io.broadsheet.discord.rendering.DiscordRenderer;
import io.broadsheet.discord.transport.MessageKeys;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says hello once in a server that the bot has joined, where it may speak.
public final class DiscordGreeting {

    private static final Logger log = LoggerFactory.getLogger(DiscordGreeting.class);

    private final DiscordRenderer renderer;

    public DiscordGreeting(DiscordRenderer renderer) {
        this.renderer = renderer;
    }

    public void greet(Guild guild) {
        Optional<TextChannel> channel =
                Stream.concat(
                                Stream.ofNullable(guild.getSystemChannel()),
                                guild.getTextChannels().stream())
                        .filter(TextChannel::canTalk)
                        .findFirst();
        if (channel.isEmpty()) {
            log.info("There is no channel to greet server {} in", guild.getId());
            return;
        }
        channel.get()
                .sendMessage(renderer.render(greeting()).getFirst())
                .setNonce(MessageKeys.nonce("greeting", guild.getId(), 0))
                .complete();
    }

    static Reply greeting() {
        return Reply.of(
                new Block.Heading("Hello, I am Broadsheet"),
                Block.paragraph(
                        "I find research papers, keep yours together and suggest what to read next. Three things to try:"),
                new Block.Bullets(
                        List.of(
                                List.of(
                                        Span.command("search"),
                                        Span.text(" with a few words, for example "),
                                        Span.emphasis("vision tokenizers")),
                                List.of(
                                        Span.command("follow"),
                                        Span.text(" a topic or an author, then "),
                                        Span.command("recommend")),
                                List.of(
                                        Span.text("on any message with links to papers: "),
                                        Span.strong("Apps"),
                                        Span.text(", then "),
                                        Span.strong(DiscordRegistration.FIND_IN_MESSAGE)))),
                Block.note(
                        Span.text(
                                "Answers are seen by whoever asked, until they share them. Everything else: "),
                        Span.command("help")));
    }
}
