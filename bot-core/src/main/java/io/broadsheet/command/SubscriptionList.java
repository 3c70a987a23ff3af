package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.Subscribing;
import io.broadsheet.view.MailWords;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows, ends and resumes what somebody gets by mail.
final class SubscriptionList {

    private static final int LOGGED = 10;

    private final CommandServices desk;

    SubscriptionList(CommandServices desk) {
        this.desk = desk;
    }

    Reply handle(SubscriptionsCommand command, Caller caller) {
        List<Subscription> own = own(caller);
        if (own.isEmpty()) {
            return none();
        }
        if (command.what() == SubscriptionsCommand.SubscriptionsStep.LIST) {
            return list(own);
        }
        Optional<Subscription> meant = meant(own, command.number());
        if (meant.isEmpty()) {
            return which(own, command.line());
        }
        return command.what() == SubscriptionsCommand.SubscriptionsStep.LOG
                ? log(meant.get())
                : resume(meant.get());
    }

    private List<Subscription> own(Caller caller) {
        return desk.subscribing().map(mail -> mail.of(caller.user())).orElse(List.of());
    }

    private static Reply none() {
        return Reply.say(
                Span.text("You get nothing by mail. For example: "),
                Span.command("subscribe ada@example.org weekdays 8am to trending"),
                Span.text("."));
    }

    private Reply list(List<Subscription> own) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("What you get by mail"));
        blocks.add(new Block.Bullets(own.stream().map(this::line).toList()));
        List<Button> buttons = new ArrayList<>();
        for (Subscription each : own.subList(0, Math.min(own.size(), 5))) {
            if (each.state() instanceof Subscription.SubscriptionState.RefusedAddress) {
                buttons.add(
                        desk.button(
                                Button.Role.CONFIRM,
                                "Resume " + each.number(),
                                new SubscriptionsCommand(
                                        SubscriptionsCommand.SubscriptionsStep.RESUME,
                                        number(each))));
            }
        }
        if (own.size() == 1) {
            buttons.add(
                    desk.button(
                            Button.Role.CANCEL,
                            "Unsubscribe",
                            new UnsubscribeCommand(number(own.getFirst()))));
        }
        if (!buttons.isEmpty()) {
            blocks.add(new Block.Buttons(buttons));
        } else {
            blocks.add(
                    Block.note(
                            Span.text("One ends with "),
                            Span.command("unsubscribe " + own.getFirst().number()),
                            Span.text(", all with "),
                            Span.command("unsubscribe all"),
                            Span.text(".")));
        }
        return Reply.of(blocks);
    }

    private List<Span> line(Subscription subscription) {
        List<Span> line = new ArrayList<>();
        line.add(Span.text(subscription.number() + ": " + what(subscription) + ", to "));
        line.add(Span.code(address(subscription)));
        switch (subscription.state()) {
            case Subscription.SubscriptionState.Running _ -> {
                line.add(Span.text(", next on "));
                line.add(
                        Phrases.minute(
                                subscription.cadence().next(desk.now(), subscription.zone()).due(),
                                subscription.zone()));
            }
            case Subscription.SubscriptionState.Pending(Instant until) -> {
                line.add(Span.text(", waits for your confirmation until "));
                line.add(Phrases.minute(until, subscription.zone()));
            }
            case Subscription.SubscriptionState.RefusedAddress(var refusal) ->
                    line.add(Span.text(", paused: " + refusal.inWords()));
        }
        return line;
    }

    private static String what(Subscription subscription) {
        return MailWords.content(subscription.content()) + ", " + MailWords.when(subscription);
    }

    private String address(Subscription subscription) {
        return desk.subscribing()
                .flatMap(mail -> mail.address(subscription))
                .map(MailAddress::masked)
                .orElse("an address that cannot be read");
    }

    private static String number(Subscription subscription) {
        return Integer.toString(subscription.number());
    }

    private Reply log(Subscription subscription) {
        List<OutboxEntry> entries =
                desk.outbox().log(new Outbox.Job.OfSubscription(subscription.id()), LOGGED);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(subscription.number() + ": " + what(subscription)));
        if (entries.isEmpty()) {
            blocks.add(Block.note("No mail so far."));
        } else {
            blocks.add(new Block.Bullets(entries.stream().map(this::line).toList()));
        }
        return Reply.of(blocks);
    }

    private List<Span> line(OutboxEntry entry) {
        boolean asks = entry.key().slot() > 0;
        String what = asks ? "asking for your confirmation, " : "";
        String state =
                switch (entry.state()) {
                    case CLAIMED, SENDING -> "being sent";
                    case RETRY -> "to be tried again";
                    case POSTED -> "sent";
                    case IN_DOUBT -> "in doubt";
                    case BLOCKED -> "refused";
                    case SKIPPED -> "not sent";
                };
        return ScheduleLog.line(
                desk,
                entry,
                Phrases.day(entry.key().day()) + ": " + what + state,
                entry.reason()
                        .filter(reason -> !(reason instanceof OutcomeReason.PostedElsewhere)));
    }

    private Reply resume(Subscription subscription) {
        return desk.subscribing().orElseThrow().resume(subscription)
                ? Reply.say(
                        Span.text("It goes on: " + what(subscription) + ". Next on "),
                        Phrases.minute(
                                subscription.cadence().next(desk.now(), subscription.zone()).due(),
                                subscription.zone()),
                        Span.text("."))
                : Reply.say("It was not paused.");
    }

    // --- ending ---

    Reply end(UnsubscribeCommand command, Caller caller) {
        List<Subscription> own = own(caller);
        if (own.isEmpty()) {
            return none();
        }
        Subscribing mail = desk.subscribing().orElseThrow();
        Optional<MailAddress> address = MailAddress.read(command.which());
        List<Subscription> meant;
        if (command.which().equalsIgnoreCase("all")) {
            meant = own;
        } else if (address.isPresent()) {
            meant = own.stream().filter(each -> mail.address(each).equals(address)).toList();
        } else {
            meant = meant(own, command.which()).stream().toList();
        }
        if (meant.isEmpty()) {
            return which(own, command.line());
        }
        meant.forEach(each -> mail.end(each.id()));
        return Reply.say(
                meant.size() == 1
                        ? "Ended: you get no mail any more with "
                                + MailWords.content(meant.getFirst().content())
                                + "."
                        : "Ended: " + Phrases.count(meant.size(), "subscription") + ".");
    }

    /// The only one where none is named.
    private static Optional<Subscription> meant(List<Subscription> own, String number) {
        if (number.isEmpty()) {
            return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
        }
        return own.stream()
                .filter(each -> number(each).equals(number.replace("#", "")))
                .findFirst();
    }

    private Reply which(List<Subscription> own, String typed) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Span.text("Tell me which one. You typed "),
                        Span.code(Phrases.cut(typed, 100)),
                        Span.text(".")));
        blocks.add(new Block.Bullets(own.stream().map(this::line).toList()));
        blocks.add(
                new Block.Buttons(
                        own.stream()
                                .limit(5)
                                .<Button>map(each ->
                                        desk.button(
                                                Button.Role.OTHER,
                                                "Unsubscribe " + each.number(),
                                                new UnsubscribeCommand(number(each))))
                                .toList()));
        return Reply.rejection(blocks);
    }
}
