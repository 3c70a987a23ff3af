package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.schedule.Zones;
import io.broadsheet.subscription.MailAddress;
import io.broadsheet.subscription.Subscribing;
import io.broadsheet.subscription.Subscribing.SubscribeOutcome;
import io.broadsheet.subscription.TopicReading;
import io.broadsheet.view.MailWords;
import io.broadsheet.view.Phrases;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Takes orders for papers by mail.
final class SubscribeHandler {

    /// When mails come for which no time was named, and on which days.
    private static final LocalTime HOUR = LocalTime.of(9, 0);

    private static final Set<DayOfWeek> DAYS = Cadence.WEEKDAYS;

    private static final String EXAMPLE = "subscribe ada@example.org weekdays 8am Europe/Berlin";

    /// What is said where the operator has not set mail up.
    private static final String NO_MAIL =
            "I send no mail here. Whoever runs this bot can let me, with the section mail of its configuration.";

    private final CommandServices desk;

    SubscribeHandler(CommandServices desk) {
        this.desk = desk;
    }

    Reply handle(SubscribeCommand command, Caller caller) {
        Optional<Subscribing> mail = desk.subscribing();
        if (mail.isEmpty()) {
            return Reply.say(NO_MAIL);
        }
        if (!command.code().isEmpty()) {
            return confirm(mail.get(), command.code(), caller);
        }
        if (command.address().isEmpty()) {
            return Reply.say(
                    Span.text("I can send you papers by mail. For example: "),
                    Span.command(TYPED),
                    Span.text("."));
        }
        ScheduleText.When when;
        try {
            when = ScheduleText.when(command.when());
        } catch (ScheduleText.Unreadable e) {
            return UnreadableSchedule.reply(e, command.line(), EXAMPLE, desk.now());
        }
        TopicReading reading = content(command.to(), caller);
        if (reading.content().isEmpty()) {
            return Reply.rejection(
                    Span.text(reading.problem() + " For example: "),
                    Span.command("subscribe ada@example.org to author:\"Kaiming He\""),
                    Span.text("."));
        }
        Topics content = reading.content().get();
        if (content instanceof Topics.About(String words)) {
            Optional<String> unheard = desk.unheardOf(words);
            if (unheard.isPresent()) {
                return Reply.rejection(
                        Span.text(unheard.get() + " For example: "),
                        Span.command("subscribe ada@example.org to diffusion models"),
                        Span.text("."));
            }
        }
        SubscribeOutcome asked =
                mail.get()
                        .ask(
                                Subscribing.Request.by(
                                        caller.user(),
                                        command.address(),
                                        content,
                                        Cadence.on(
                                                when.days().isEmpty() ? DAYS : when.days(),
                                                when.time().orElse(HOUR)),
                                        when.zone().orElseGet(() -> Zones.named(caller.zone()))));
        return answer(asked, command, mail.get(), content, caller);
    }

    private static final String TYPED = "subscribe ada@example.org weekdays 8am to trending";

    private TopicReading content(String to, Caller caller) {
        return switch (to.toLowerCase(Locale.ROOT)) {
            case "", "trending" -> read(new Topics.Trending());
            case "recommended", "recommendations", "me" ->
                    read(new Topics.Recommended(caller.channel()));
            case "here", "this channel" ->
                    read(
                            new Topics.OfChannel(
                                    caller.channel(),
                                    caller.place() == Caller.Place.CHANNEL
                                            ? caller.channelName()
                                            : ""));
            default ->
                    TopicReading.of(
                            to,
                            LocalDate.ofInstant(desk.now(), Zones.named(caller.zone())),
                            desk.recommender());
        };
    }

    private static TopicReading read(Topics content) {
        return new TopicReading(Optional.of(content), "");
    }

    private Reply answer(
            SubscribeOutcome asked,
            SubscribeCommand command,
            Subscribing mail,
            Topics content,
            Caller caller) {
        return switch (asked) {
            case SubscribeOutcome.NoAddress _ ->
                    Reply.rejection(
                            Span.code(Phrases.cut(command.address(), 100)),
                            Span.text(" is no address of mail. For example: "),
                            Span.command(TYPED),
                            Span.text("."));
            case SubscribeOutcome.OtherDomain(MailAddress address) ->
                    Reply.rejection(
                            "I send no mail to "
                                    + address.domain()
                                    + ", only to "
                                    + Phrases.names(mail.domains(), 5)
                                    + ".");
            case SubscribeOutcome.TooManyMails _ ->
                    Reply.rejection(
                            "I sent "
                                    + Subscribing.MAILS_BY_ASKER
                                    + " mails for you today that ask for a confirmation, and that is all for a day. Please"
                                    + " try again tomorrow.");
            case SubscribeOutcome.TooManySubscriptions _ ->
                    Reply.rejection(
                            Span.text(
                                    "You have "
                                            + Subscribing.MOST
                                            + " subscriptions, and that is as many as there can be. "),
                            Span.command("unsubscribe"),
                            Span.text(" ends one."));
            case SubscribeOutcome.Changed(Subscription subscription) ->
                    Reply.say(
                            Span.text("Changed: you get " + what(subscription) + ". Next on "),
                            next(subscription),
                            Span.text("."));
            case SubscribeOutcome.MailSent(MailAddress address, boolean byLink) ->
                    sent(address, byLink, content, caller);
        };
    }

    /// The same whether or not the address is known, and whether or not it had enough mails.
    private Reply sent(MailAddress address, boolean byLink, Topics content, Caller caller) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("I am writing to "));
        spans.add(Span.code(address.masked()));
        if (byLink) {
            spans.add(
                    Span.text(
                            " to ask whether you want "
                                    + MailWords.content(content)
                                    + ". Open the link in that mail within 48 hours."));
        } else {
            spans.add(
                    Span.text(
                            " to ask whether you want "
                                    + MailWords.content(content)
                                    + ". Type the code of that mail here within 48 hours, like this: "));
            spans.add(Span.command("subscribe confirm 123456"));
            spans.add(Span.text("."));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(spans));
        boolean unknown =
                content instanceof Topics.Recommended && !desk.recommender().knows(caller.user());
        blocks.add(
                Block.note(
                        "An address gets at most "
                                + Subscribing.MAILS_TO_ADDRESS
                                + " such mails a day."
                                + (unknown
                                        ? " I know nothing of what you like so far: save a paper or follow a topic, and there are"
                                                + " picks."
                                        : "")));
        return Reply.of(blocks);
    }

    private Reply confirm(Subscribing mail, String code, Caller caller) {
        return mail.confirm(caller.user(), code)
                .map(subscription ->
                        Reply.say(
                                Span.text(
                                        "Confirmed: you get " + what(subscription) + ". Next on "),
                                next(subscription),
                                Span.text("; none is sent when there is nothing new.")))
                .orElseGet(() ->
                        Reply.rejection(
                                Span.text(
                                        "Nothing of yours waits for this code. It may be another one, too old, or used already. Ask"
                                                + " for a new one with "),
                                Span.command(TYPED),
                                Span.text(".")));
    }

    private static String what(Subscription subscription) {
        return MailWords.content(subscription.content()) + ", " + MailWords.when(subscription);
    }

    private Span next(Subscription subscription) {
        return Phrases.minute(
                subscription.cadence().next(desk.now(), subscription.zone()).due(),
                subscription.zone());
    }
}
