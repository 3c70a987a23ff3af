package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.DiscussionLink;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.edition.PaperMessages.Beginning;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Remedies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Leads somebody to the one discussion of a paper in a channel, and opens it where there is none.
final class PaperDiscussion {

    /// Whoever began to open a discussion and did not say within this time how it went is not
    /// waited for: longer than a platform takes for a post.
    private static final Duration LAPSED = Duration.ofMinutes(2);

    private final CommandServices services;
    private final Caller caller;
    private final Paper paper;
    private final ChatPlatform platform;
    private final ChannelRef channel;

    PaperDiscussion(CommandServices services, Caller caller, Paper paper, ChatPlatform platform) {
        this.services = services;
        this.caller = caller;
        this.paper = paper;
        this.platform = platform;
        this.channel = caller.channel();
    }

    /// The reply that leads there, for the caller alone.
    Reply lead() {
        Instant now = services.now();
        return switch (messages().begin(channel, paper.id(), now, now.minus(LAPSED))) {
            case Beginning.AlreadyOpen(String message) ->
                    slowly("Looking for the discussion…", () -> found(message));
            case Beginning.SomebodyElses _ ->
                    Reply.say(
                            Span.text("Somebody is opening the discussion of "),
                            Span.emphasis(paper.title()),
                            Span.text(" just now. Please look into the channel in a moment."));
            case Beginning.Ours _ -> slowly("Opening the discussion…", this::open);
        };
    }

    private PaperMessages messages() {
        return services.paperMessages();
    }

    /// A step that asks the platform, beside the threads that compute.
    @FunctionalInterface
    private interface PlatformQuestion {
        Reply run();
    }

    private static Reply slowly(String meanwhile, PlatformQuestion step) {
        CompletableFuture<Reply> coming = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("discussion")
                .start(() -> {
                    try {
                        coming.complete(step.run());
                    } catch (RuntimeException e) {
                        coming.completeExceptionally(e);
                    }
                });
        return Reply.say(meanwhile).until(coming);
    }

    private Reply found(String message) {
        DiscussionLink link = platform.linkTo(channel, message);
        if (!(link instanceof DiscussionLink.Gone)) {
            return there(link, "The discussion of ");
        }
        messages().closed(channel, paper.id(), message);
        Instant now = services.now();
        return messages().begin(channel, paper.id(), now, now.minus(LAPSED))
                        instanceof Beginning.Ours
                ? openNew()
                : there(new DiscussionLink.NotTold(), "The discussion of ");
    }

    private Reply there(DiscussionLink link, String lead) {
        return switch (link) {
            case DiscussionLink.At(var address) ->
                    Reply.say(
                            Span.text(lead),
                            Span.emphasis(paper.title()),
                            Span.text(": "),
                            Span.link("go to the thread", address));
            case DiscussionLink.Gone _, DiscussionLink.NotTold _ ->
                    Reply.say(
                            Span.text(lead),
                            Span.emphasis(paper.title()),
                            Span.text(" is in a thread of this channel."));
        };
    }

    /// Under the message that shows the paper already, if there is one, else under a card.
    private Reply open() {
        Optional<String> shown = messages().latest(channel, paper.id());
        if (shown.isEmpty()) {
            return openNew();
        }
        Delivery delivery = platform.discuss(channel, shown.get(), thread());
        boolean gone =
                delivery instanceof Delivery.Refused(Delivery.Refusal refusal, _)
                        && refusal == Delivery.Refusal.INVALID_MESSAGE;
        return gone ? openNew() : opened(delivery);
    }

    private Reply openNew() {
        Reply card =
                services.layout()
                        .shared(paper, channel, Optional.of(person()), caller.features())
                        .opening(thread());
        Delivery delivery =
                platform.post(
                        channel,
                        card,
                        "discussion/" + paper.id() + "/" + services.now().toEpochMilli());
        if (delivery instanceof Delivery.Posted(String message)) {
            messages()
                    .shown(
                            new PaperMessages.PaperMessage(
                                    channel, message, paper.id(), services.now(), caller.user()));
        }
        return opened(delivery);
    }

    private Reply.Thread thread() {
        return services.layout().discussion(paper, channel, Optional.of(person()));
    }

    private Span.Person person() {
        return new Span.Person(caller.user().id(), caller.name());
    }

    private Reply opened(Delivery delivery) {
        switch (delivery) {
            case Delivery.Posted(String message) -> {
                messages().opened(channel, paper.id(), message, services.now());
                return there(platform.linkTo(channel, message), "Opened the discussion of ");
            }
            case Delivery.InDoubt _ -> {
                // Nobody opens it again for a while; by then somebody has looked.
                return Reply.rejection(
                        "It is not certain whether the discussion is there. Please look before you try again.");
            }
            case Delivery.Refused refused -> {
                messages().notOpened(channel, paper.id());
                List<Span> spans = new ArrayList<>();
                spans.add(
                        Span.text(
                                "The discussion could not be opened: "
                                        + refused.refusal().inWords()
                                        + "."));
                spans.addAll(Remedies.of(refused, channel.platform()));
                return Reply.rejection(spans.toArray(Span[]::new));
            }
            case Delivery.RetryAfter _ -> {
                messages().notOpened(channel, paper.id());
                return Reply.rejection(
                        "The discussion could not be opened just now. Please try again in a minute.");
            }
        }
    }
}
