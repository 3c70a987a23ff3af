package io.broadsheet.app;

import io.broadsheet.app.console.ConsolePlatform;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.harvest.HarvestListener;
import io.broadsheet.message.Reply;
import io.broadsheet.source.PaperSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The world around a bot in a transcript: the console that posts arrive on, a clock, and channels,
/// people and sources that things happen to. It knows these sentences:
///
/// - `#vision is archived`, `the bot is removed from #vision`, `#vision takes posts again`: posts
///   are refused from then on, or no longer; with `, and the bot hears of it` at the end the
///   platform tells the bot at once, else it finds out
/// - `ana takes no direct messages`, `ana takes direct messages again`
/// - `ada@example.org takes no mail`, `ada@example.org takes mail again`
/// - `the answer to the next post gets lost`, `the next post gets lost`: nobody can tell the one
///   from the other
/// - `the next post is put off by PT10M`: the platform wants to be left alone that long
/// - `arXiv does not answer`, `arXiv answers again`, `arXiv is asked for news`
/// - `arXiv has version 2 of 2503.20001`, `2503.20001 is withdrawn`, `2503.20001 appears in Journal
///   of Numbers 4 (2025)`: arXiv says so when it is asked
final class Stage implements Transcript.World {

    private final BotCore core;
    private final SettableClock clock;
    private final List<String> arrived = new ArrayList<>();
    private final StagePlatform platform;
    private final StageMailbox mailbox;

    /// @param console where posts arrive
    Stage(BotCore core, SettableClock clock, PlainConsole console) {
        this.core = core;
        this.clock = clock;
        this.platform =
                new StagePlatform(
                        new ConsolePlatform(arrival -> arrived.addAll(console.arrive(arrival))));
        this.mailbox = new StageMailbox(core, arrived::addAll);
        core.dispatcher().serve(platform);
        core.dispatcher().serve(mailbox);
    }

    @Override
    public void pass(Duration span) {
        clock.pass(span);
        uninterrupted(() -> core.runDue(platform));
        uninterrupted(() -> core.runDue(mailbox));
    }

    @Override
    public List<String> posted() {
        List<String> all = List.copyOf(arrived);
        arrived.clear();
        return all;
    }

    @Override
    public void happen(String event) {
        for (Happening happening : happenings()) {
            Matcher sentence = happening.sentence().matcher(event);
            if (sentence.matches()) {
                happening.effect().of(sentence);
                return;
            }
        }
        throw new IllegalArgumentException("nothing like '" + event + "' happens on this stage");
    }

    private record Happening(Pattern sentence, Effect effect) {}

    @FunctionalInterface
    private interface Effect {
        void of(Matcher sentence);
    }

    private static final String HEARS = "(, and the bot hears of it)?";

    private List<Happening> happenings() {
        return List.of(
                when(
                        "#(\\S+) is archived" + HEARS,
                        it ->
                                refuse(
                                        it,
                                        Refusal.CHANNEL_ARCHIVED,
                                        "the platform says is_archived")),
                when(
                        "the bot is removed from #([^\\s,]+)" + HEARS,
                        it -> refuse(it, Refusal.NOT_INVITED, "the platform says not_in_channel")),
                when("#(\\S+) takes posts again" + HEARS, this::takePosts),
                when("(\\S+) takes no direct messages", it -> platform.deaf.add(it.group(1))),
                when("(\\S+) takes direct messages again", it -> platform.deaf.remove(it.group(1))),
                when(
                        "the answer to the next post gets lost",
                        _ -> platform.next.add(new Fate.AnswerLost())),
                when("the next post gets lost", _ -> platform.next.add(new Fate.Lost())),
                when(
                        "the next post is put off by (P\\S+)",
                        it -> platform.next.add(new Fate.PutOff(Duration.parse(it.group(1))))),
                when("(\\S+) takes no mail", it -> mailbox.refusing.add(it.group(1))),
                when("(\\S+) takes mail again", it -> mailbox.refusing.remove(it.group(1))),
                when("arXiv does not answer", _ -> stand().answering(false)),
                when("arXiv answers again", _ -> stand().answering(true)),
                when("arXiv is asked for news", _ -> refresh()),
                when("arXiv has version (\\d+) of (\\S+)", this::revise),
                when(
                        "(\\S+) is withdrawn",
                        it -> stand().changes(it.group(1), paper -> paper.withdrawn(true))),
                when(
                        "(\\S+) appears in (.+)",
                        it ->
                                stand().changes(
                                                it.group(1),
                                                paper -> paper.journalReference(it.group(2)))));
    }

    private static Happening when(String sentence, Effect effect) {
        return new Happening(Pattern.compile(sentence), effect);
    }

    private PaperStand stand() {
        return (PaperStand) core.sources();
    }

    private void refuse(Matcher sentence, Refusal refusal, String detail) {
        ChannelRef channel = channel(sentence.group(1));
        Delivery.Refused refused = new Delivery.Refused(refusal, detail);
        platform.refusing.put(channel, refused);
        if (sentence.group(2) != null) {
            core.reachability().lost(channel, refused);
        }
    }

    private void takePosts(Matcher sentence) {
        ChannelRef channel = channel(sentence.group(1));
        platform.refusing.remove(channel);
        if (sentence.group(2) != null) {
            core.reachability().regained(channel);
        }
    }

    private static ChannelRef channel(String name) {
        return new ChannelRef(Platform.CONSOLE, "local", name);
    }

    private void revise(Matcher sentence) {
        int version = Integer.parseInt(sentence.group(1));
        Instant now = clock.instant();
        stand().changes(sentence.group(2), paper -> paper.version(version).updated(now));
    }

    private void refresh() {
        for (PaperSource source : core.sources().harvested()) {
            uninterrupted(() -> core.refresh(source, Optional.empty(), HarvestListener.NONE));
        }
    }

    @FunctionalInterface
    private interface Interruptible {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Interruptible work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What becomes of a post.
    private sealed interface Fate {

        /// It arrives, and nobody says so.
        record AnswerLost() implements Fate {}

        /// It does not arrive, and nobody says so.
        record Lost() implements Fate {}

        record PutOff(Duration span) implements Fate {}
    }

    /// The console, with the ill luck of other platforms.
    static final class StagePlatform extends PlainPlatform {

        private final ConsolePlatform console;
        final Map<ChannelRef, Delivery.Refused> refusing = new HashMap<>();
        final Set<String> deaf = new HashSet<>();
        final Deque<Fate> next = new ArrayDeque<>();

        StagePlatform(ConsolePlatform console) {
            this.console = console;
        }

        @Override
        public Platform platform() {
            return console.platform();
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            Delivery.Refused refused = refusing.get(channel);
            if (refused != null) {
                return refused;
            }
            return switch (next.poll()) {
                case null -> console.post(channel, message, key, role);
                case Fate.AnswerLost() -> {
                    console.post(channel, message, key, role);
                    yield new Delivery.InDoubt("there was no answer to the post");
                }
                case Fate.Lost() -> new Delivery.InDoubt("there was no answer to the post");
                case Fate.PutOff(Duration span) ->
                        new Delivery.RetryAfter(span, "the platform is busy");
            };
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            return deaf.contains(user.id())
                    ? new Delivery.Refused(Refusal.NO_PERMISSION, "no direct messages")
                    : console.send(user, message, key);
        }

        @Override
        public Health health() {
            return console.health();
        }

        @Override
        public Access check(ChannelRef channel) {
            return Optional.ofNullable(refusing.get(channel))
                    .<Access>map(Access.Denied::new)
                    .orElseGet(Access.Given::new);
        }
    }
}
