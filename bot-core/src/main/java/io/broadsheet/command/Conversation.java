package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChangeListener;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Reaction;
import io.broadsheet.chat.RequestJournal;
import io.broadsheet.chat.Right;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.PaperId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The bot as a platform talks to it: whatever a person types, presses or fills in goes in, and a
/// reply comes out, always.
public final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    /// How long a request that changed something is remembered: longer than any can come back.
    /// Slack takes a signature for five minutes, and sends an event for the last time after five,
    /// or after a day where an app has asked for delayed ones (docs.slack.dev, Events API); Discord
    /// sends again within minutes.
    private static final Duration REMEMBERED = Duration.ofHours(25);

    /// For so long a message may be seen whose id is not known here yet.
    private static final Duration JUST_POSTED = Duration.ofMillis(1_500);

    private final CommandServices services;
    private final Completions completions;
    private final HomeHandler home;
    private final UnfurlHandler unfurl;
    private final ChangeListener changes;
    private final RequestJournal requests;
    private final boolean sequels;
    private final String request;

    /// @param typeahead what is offered of a person's and a channel's own while they type
    /// @param changes hears of what people change here about themselves and their channel
    /// @param requests remembers what was done
    public Conversation(
            CommandServices services,
            Typeahead typeahead,
            ChangeListener changes,
            RequestJournal requests) {
        this(services, changes, requests, new Completions(services, typeahead), false, "");
    }

    private Conversation(
            CommandServices services,
            ChangeListener changes,
            RequestJournal requests,
            Completions completions,
            boolean sequels,
            String request) {
        this.services = services;
        this.requests = requests;
        this.request = request;
        this.changes = changes;
        this.home = new HomeHandler(services);
        this.unfurl = new UnfurlHandler(services);
        this.completions = completions;
        this.sequels = sequels;
    }

    /// The same conversation for a platform that shows a reply for the time being and then its
    /// sequel. Without it every answer is the final one, and whoever asks waits for it.
    public Conversation withSequels() {
        return new Conversation(services, changes, requests, completions, true, request);
    }

    /// The same conversation for one request of a platform's, which may come again: what changes
    /// something is done the first time only, across restarts and processes. What only reads is
    /// answered each time, and nothing is written for it.
    ///
    /// @param name what the platform calls the request, whenever it comes; empty where it has no
    ///   name and cannot be told from another
    public Conversation during(String name) {
        return new Conversation(services, changes, requests, completions, sequels, name);
    }

    /// A line typed after `/paper`.
    public Reply typed(String text, Caller caller) {
        return answer(CommandLine.parse(text), caller);
    }

    /// A line that was written in a thread. Where the thread is about a paper, a command that wants
    /// one and names none, or names `this`, means that paper.
    ///
    /// @param thread the platform's own id of the message that the thread is under; empty for none
    public Reply typed(String text, String thread, Caller caller) {
        return typed(thread.isEmpty() ? text : naming(text, thread, caller), caller);
    }

    private String naming(String text, String thread, Caller caller) {
        return ThreadedLine.command(text)
                .flatMap(command ->
                        services.paperMessages()
                                .paper(caller.channel(), thread)
                                .map(paper -> command + " " + paper))
                .orElse(text);
    }

    /// A command whose options were filled in one by one.
    public Reply chosen(String name, Arguments arguments, Caller caller) {
        return answer(CommandLine.parse(name, arguments), caller);
    }

    /// A form that was filled in.
    ///
    /// @param values by the fields' options
    public Reply submitted(Form form, Map<String, String> values, Caller caller) {
        return chosen(form.submit(), new Arguments(form.purpose().with(values)), caller);
    }

    /// A button that was pressed, be it of a message from long ago.
    public Reply pressed(CommandCode code, Caller caller) {
        return safely(
                "a button",
                caller,
                () -> {
                    Optional<Command> command = services.codes().command(code);
                    return command.map(
                                    it -> routed(it, caller).inTheEnd(reply -> placed(it, reply)))
                            .orElseGet(Conversation::unknownButton);
                });
    }

    /// What is said to a button that this version cannot read.
    public static Reply unknownButton() {
        return Reply.rejection(
                "This button is from a version of me that I do not remember. Please ask again.");
    }

    /// The specification of the command that a button carries, which says who will see the answer;
    /// empty where this version cannot read it.
    public Optional<CommandSpec> spec(CommandCode code) {
        return services.codes().command(code).map(command -> command.type().spec());
    }

    /// The papers that somebody's message refers to.
    public Reply found(String message, Caller caller) {
        return safely(
                "find",
                caller,
                () -> new FindCommand(CommandLine.clean(message)).handle(services, caller));
    }

    /// Somebody reacted to a message in a channel, or took that back. It counts once with the
    /// buttons of the same meaning; what it says of no paper is left alone. Nothing is answered.
    ///
    /// May wait a moment.
    ///
    /// @param message the platform's own id of the message
    public void reacted(String message, Reaction reaction, boolean added, Caller caller) {
        guarded(
                "a reaction",
                caller,
                () -> {
                    Optional<PaperId> paper = shownBy(message, caller.channel());
                    if (paper.isEmpty()) {
                        return Reply.say("This message shows no paper.");
                    }
                    // Who takes a reaction back comes without a name.
                    if (!caller.name().isBlank()) {
                        tryToNote(caller);
                    }
                    return routed(meant(reaction, added, paper.get().toString()), caller);
                });
    }

    /// The paper that a message shows. People see a message before the platform has told its id, so
    /// one that is not known may be a moment later.
    private Optional<PaperId> shownBy(String message, ChannelRef channel) {
        Optional<PaperId> paper = services.paperMessages().paper(channel, message);
        if (paper.isPresent()) {
            return paper;
        }
        try {
            Thread.sleep(JUST_POSTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return services.paperMessages().paper(channel, message);
    }

    private static Command meant(Reaction reaction, boolean added, String paper) {
        return switch (reaction) {
            case UPVOTE -> added ? new UpvoteCommand(paper) : new UnvoteCommand(paper);
            case DISMISS -> added ? new DismissCommand(paper) : new UndismissCommand(paper);
            case SAVE -> added ? new SaveCommand(paper) : new UnsaveCommand(paper);
        };
    }

    /// A person's page, on platforms that have one. It is made unasked as well, so nothing of it is
    /// noted, not even that they are here.
    ///
    /// @param caller with a direct conversation as its channel
    /// @param open whether everybody in the workspace may look into a channel; what belongs to
    ///   others is shown to those who were seen there
    public Reply home(Caller caller, Predicate<ChannelRef> open) {
        return guarded("home", caller, () -> home.handle(caller, open));
    }

    /// What a link to a paper unfolds to, for everybody who sees the link.
    ///
    /// @return empty where the address names no paper of the catalogue
    public Optional<Reply> unfurled(String address, ZoneId zone) {
        try {
            return unfurl.handle(address, zone);
        } catch (RuntimeException e) {
            log.error("A link could not be unfurled", e);
            return Optional.empty();
        }
    }

    /// What could come next in a line being typed, best first. Answers from memory.
    public List<Completion> complete(String text, Caller caller) {
        return completions.complete(text, caller);
    }

    /// What an option of a command could be, best first. Answers from memory.
    public List<Completion> complete(CommandSpec.Option option, String typed, Caller caller) {
        return completions.complete(option, typed, caller);
    }

    /// Something that can be filled in.
    ///
    /// @param value what stands in the line, or in the option, then
    /// @param label what to show people for it
    public record Completion(String value, String label) {}

    private Reply answer(CommandLine.Parsed parsed, Caller caller) {
        return switch (parsed) {
            case CommandLine.Parsed.Rejected(Reply reply) -> reply;
            // The store may be what is ill: that somebody is here is noted where that can be.
            case CommandLine.Parsed.Understood(Command command) when command.worksWithoutStore() ->
                    guarded(
                            command.type().name(),
                            caller,
                            () -> {
                                Reply reply = routed(command, caller);
                                tryToNote(caller);
                                return reply;
                            });
            case CommandLine.Parsed.Understood(Command command) ->
                    safely(command.type().name(), caller, () -> routed(command, caller));
        };
    }

    private Reply routed(Command command, Caller caller) {
        if (command.changes() && !isFirst(caller)) {
            log.info("A {} came again in {}", command.type().name(), caller.channel());
            return Reply.rejection(
                    "This came to me a second time, and I do such things once. If it was not done, please ask again.");
        }
        Reply reply = command.handle(services, caller);
        switch (command.effect()) {
            case NONE -> {}
            case ON_CALLER -> changes.changed(caller.user());
            case ON_CHANNEL -> {
                changes.changed(caller.user());
                changes.changed(caller.channel());
            }
        }
        return reply;
    }

    private boolean isFirst(Caller caller) {
        Instant now = services.now();
        return request.isEmpty()
                || requests.begin(
                        caller.user().platform().name() + "/" + request, now.plus(REMEMBERED), now);
    }

    /// Paging answers in place, also on the way back to the first page. What goes wrong is said
    /// beside it.
    private static Reply placed(Command command, Reply reply) {
        return command instanceof Command.Paged
                        && reply.placement() == Reply.Placement.NEW
                        && reply.kind() == Reply.Kind.ANSWER
                ? reply.placed(Reply.Placement.REPLACE)
                : reply;
    }

    private Reply safely(String what, Caller caller, Supplier<Reply> answer) {
        return guarded(
                what,
                caller,
                () -> {
                    // What only reads is answered also where nothing can be written.
                    tryToNote(caller);
                    return answer.get();
                });
    }

    /// Notes who is here, and whether they are an admin where the platform said so.
    private void note(Caller caller) {
        services.library().seen(caller.user(), caller.channel(), caller.name(), services.now());
        if (caller.right() != Right.UNKNOWN) {
            services.schedules()
                    .seen(caller.user(), caller.channel(), caller.administers(), services.now());
        }
    }

    private void tryToNote(Caller caller) {
        try {
            note(caller);
        } catch (RuntimeException e) {
            log.warn(
                    "That {} was in {} is not noted: {}",
                    caller.user(),
                    caller.channel(),
                    e.getMessage());
        }
    }

    private Reply guarded(String what, Caller caller, Supplier<Reply> answer) {
        // What is logged on the way says of which request it is.
        String name = request.isEmpty() ? reference() : request;
        try (MDC.MDCCloseable _ = MDC.putCloseable("request", name)) {
            return unfailing(what, caller, answer);
        }
    }

    private Reply unfailing(String what, Caller caller, Supplier<Reply> answer) {
        try {
            Reply reply = answer.get();
            return reply.continues()
                    .map(sequel -> {
                        CompletableFuture<Reply> safe =
                                sequel.exceptionally(e -> failure(what, caller, e));
                        return sequels ? reply.until(safe) : safe.join();
                    })
                    .orElse(reply);
        } catch (RuntimeException e) {
            return failure(what, caller, e);
        }
    }

    private static Reply failure(String what, Caller caller, Throwable cause) {
        String reference = reference();
        log.error("{} failed in {}, reference {}", what, caller.channel(), reference, cause);
        return Reply.failure(reference);
    }

    private static String reference() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
