package io.broadsheet.message;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the bot answers: blocks, and what is to happen with them. Who sees it is not said here but
/// in the command's specification, because Discord fixes that before the answer is known.
///
/// @param kind whether this answers, asks to mend something, or reports a failure
/// @param blocks top to bottom, never empty unless there is a form
/// @param placement where it goes
/// @param form something to fill in instead of a message
/// @param thread a discussion to open about the answer, where the platform has threads
/// @param sequel the reply that this one is to be replaced by, or followed by where nothing can be
///   replaced, once it is there; it always comes, within half a minute
/// @param shown is told the platform's own id of the message, once everybody in the channel sees it
///   there; not told where the platform keeps that to itself
public record Reply(
        Kind kind,
        List<Block> blocks,
        Placement placement,
        @Nullable Form form,
        @Nullable Thread thread,
        @Nullable CompletableFuture<Reply> sequel,
        @Nullable Consumer<String> shown) {

    /// What sort of answer it is.
    public enum Kind {
        ANSWER,
        /// The input was wrong; nothing was done.
        REJECTION,
        /// The bot failed; nothing the person did was wrong.
        FAILURE
    }

    /// Where an answer goes.
    public enum Placement {
        /// A message of its own.
        NEW,
        /// In place of the message whose button was pressed: the next page of a list.
        REPLACE,
        /// Over the message whose button was pressed, for whoever pressed it, where the platform
        /// has windows that only show something; else a message of its own.
        OVERLAY,
        /// Into the channel, for everybody there.
        CHANNEL
    }

    /// A discussion to open.
    ///
    /// @param title the thread's name, 1 to 100 characters
    /// @param opening what is said in it first, never empty
    public record Thread(String title, List<Block> opening) {
        public Thread {
            opening = List.copyOf(opening);
            if (opening.isEmpty()) {
                throw new IllegalArgumentException("a discussion begins with something to say");
            }
            if (title.isBlank() || title.length() > 100) {
                throw new IllegalArgumentException("a thread's title has 1 to 100 characters");
            }
        }
    }

    public Reply {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty() && form == null) {
            throw new IllegalArgumentException("a reply says something");
        }
    }

    /// Without a sequel.
    public Reply(
            Kind kind,
            List<Block> blocks,
            Placement placement,
            @Nullable Form form,
            @Nullable Thread thread) {
        this(kind, blocks, placement, form, thread, null, null);
    }

    public static Reply of(Block... blocks) {
        return of(List.of(blocks));
    }

    public static Reply of(List<Block> blocks) {
        return new Reply(Kind.ANSWER, blocks, Placement.NEW, null, null);
    }

    /// An answer of one sentence.
    public static Reply say(Span... spans) {
        return of(Block.paragraph(spans));
    }

    public static Reply say(String sentence) {
        return of(Block.paragraph(sentence));
    }

    public static Reply rejection(List<Block> blocks) {
        return new Reply(Kind.REJECTION, blocks, Placement.NEW, null, null);
    }

    public static Reply rejection(Span... spans) {
        return rejection(List.of(Block.paragraph(spans)));
    }

    public static Reply rejection(String sentence) {
        return rejection(Span.text(sentence));
    }

    /// A failure of the bot's own, with a reference that finds it in the log.
    public static Reply failure(String reference) {
        return new Reply(
                Kind.FAILURE,
                List.of(
                        Block.paragraph(
                                Span.text(
                                        "Something went wrong on my side, and it has been logged. Please try again; if it stays, tell"
                                                + " whoever runs this bot the reference "),
                                Span.code(reference),
                                Span.text("."))),
                Placement.NEW,
                null,
                null);
    }

    public static Reply form(Form form) {
        return new Reply(Kind.ANSWER, List.of(), Placement.NEW, form, null);
    }

    public Reply placed(Placement value) {
        return new Reply(kind, blocks, value, form, thread, sequel, shown);
    }

    public Reply opening(Thread value) {
        return new Reply(kind, blocks, placement, form, value, sequel, shown);
    }

    /// This reply for the time being, and then another one.
    ///
    /// @param value never fails; it may be slow
    public Reply until(CompletableFuture<Reply> value) {
        return new Reply(kind, blocks, placement, form, thread, value, shown);
    }

    /// This reply, and somebody who is told when everybody in the channel sees it.
    public Reply whenShown(Consumer<String> listener) {
        return new Reply(kind, blocks, placement, form, thread, sequel, listener);
    }

    /// Who wants to know the id of the message that everybody in the channel sees.
    public Optional<Consumer<String>> wantsMessage() {
        return Optional.ofNullable(shown);
    }

    public Optional<CompletableFuture<Reply>> continues() {
        return Optional.ofNullable(sequel);
    }

    /// Changes what is said in the end: this reply, or the one that it is for the time being.
    public Reply inTheEnd(UnaryOperator<Reply> change) {
        return sequel == null
                ? change.apply(this)
                : until(sequel.thenApply(reply -> reply.inTheEnd(change)));
    }

    /// The same with polls in other blocks, for platforms that have nothing of their own for them.
    public Reply spelledOut() {
        if (blocks.stream().noneMatch(Block.Poll.class::isInstance)) {
            return this;
        }
        List<Block> others =
                blocks.stream()
                        .flatMap(block ->
                                block instanceof Block.Poll poll
                                        ? poll.spelledOut().stream()
                                        : Stream.of(block))
                        .toList();
        return new Reply(kind, others, placement, form, thread, sequel, shown);
    }

    public Optional<Form> asksFor() {
        return Optional.ofNullable(form);
    }

    public Optional<Thread> opens() {
        return Optional.ofNullable(thread);
    }

    /// The reply as text alone: what notifications, screen readers and logs show.
    public String plain() {
        StringJoiner lines = new StringJoiner("\n");
        for (Block block : blocks) {
            switch (block) {
                case Block.Heading heading -> lines.add(heading.text());
                case Block.Paragraph paragraph -> lines.add(Block.plain(paragraph.spans()));
                case Block.Quote quote -> lines.add(Block.plain(quote.spans()));
                case Block.Note note -> lines.add(Block.plain(note.spans()));
                case Block.Facts facts ->
                        facts.facts()
                                .forEach(fact ->
                                        lines.add(fact.label() + ": " + Block.plain(fact.value())));
                case Block.Aside aside -> lines.add(Block.plain(aside.spans()));
                case Block.Entry entry -> {
                    lines.add(entry.number() + ". " + entry.title());
                    if (!entry.about().isEmpty()) {
                        lines.add("   " + Block.plain(entry.about()));
                    }
                    entry.details().forEach(detail -> lines.add("   " + Block.plain(detail)));
                }
                case Block.Bullets bullets ->
                        bullets.lines().forEach(line -> lines.add("- " + Block.plain(line)));
                case Block.Poll poll ->
                        poll.choices()
                                .forEach(choice ->
                                        lines.add(
                                                choice.number()
                                                        + ". "
                                                        + choice.text()
                                                        + " · "
                                                        + choice.votes()));
                case Block.Verbatim verbatim -> lines.add(verbatim.text());
                case Block.File file -> lines.add("File: " + file.name());
                case Block.Buttons _, Block.Divider _, Block.Picture _ -> {}
            }
        }
        return lines.toString();
    }
}
