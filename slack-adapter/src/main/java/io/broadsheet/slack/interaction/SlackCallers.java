package io.broadsheet.slack.interaction;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Feature;
import io.broadsheet.chat.Caller.Oversight;
import io.broadsheet.chat.Caller.Place;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.slack.rendering.SlackText;
import io.broadsheet.slack.transport.SlackDirectory;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Says who asks, and where.
public final class SlackCallers {

    /// What Slack calls the channels whose names it does not tell.
    private static final Set<String> NAMELESS = Set.of("privategroup", "directmessage");

    private final SlackDirectory directory;
    private final ZoneId zone;
    private final Set<String> administrators;

    public SlackCallers(SlackDirectory directory, ZoneId zone, Set<String> administrators) {
        this.directory = directory;
        this.zone = zone;
        this.administrators = Set.copyOf(administrators);
    }

    /// Asks Slack for what is not known yet.
    Caller of(SlackRequester requester) {
        Optional<SlackDirectory.Person> person =
                directory.person(requester.team(), requester.user());
        Oversight oversight = oversight(requester.user(), person);
        // Anybody can write to the bot, and make a channel of their own: that is no right to more.
        Right right =
                oversight != Oversight.CHANNELS || requester.direct() ? Right.YES : Right.UNKNOWN;
        String channelName = requester.channelName();
        if (!requester.direct()
                && (right != Right.YES
                        || channelName.isEmpty()
                        || NAMELESS.contains(channelName))) {
            Optional<SlackDirectory.Channel> channel =
                    directory.channel(requester.team(), requester.channel());
            right = right == Right.YES ? right : right(requester.user(), person, channel);
            channelName =
                    channel.map(SlackDirectory.Channel::name)
                            .filter(name -> !name.isEmpty())
                            .orElse(channelName);
        }
        return caller(requester, person, channelName, right, oversight);
    }

    /// Whether somebody administers a channel now, as far as Slack says.
    public Right right(UserRef user, ChannelRef channel) {
        Optional<SlackDirectory.Person> person = directory.person(channel.workspace(), user.id());
        return oversight(user.id(), person) != Oversight.CHANNELS
                ? Right.YES
                : right(
                        user.id(),
                        person,
                        directory
                                .channel(channel.workspace(), channel.id())
                                // Those have no admins that Slack could name.
                                .filter(it -> !it.direct()));
    }

    /// A workspace's admins administer what is the workspace's. The bot serves others as well: who
    /// may look into it, its operator names.
    private Oversight oversight(String user, Optional<SlackDirectory.Person> person) {
        if (administrators.contains(user)) {
            return Oversight.BOT;
        }
        return person.map(SlackDirectory.Person::administrator).orElse(false)
                ? Oversight.WORKSPACE
                : Oversight.CHANNELS;
    }

    /// Whether somebody administers a channel who is no admin of the workspace as far as is known:
    /// its creator does.
    private static Right right(
            String user,
            Optional<SlackDirectory.Person> person,
            Optional<SlackDirectory.Channel> channel) {
        // A group's direct messages have members; whoever began them is no more than the others.
        if (channel.filter(it -> !it.direct()).map(it -> it.creator().equals(user)).orElse(false)) {
            return Right.YES;
        }
        return person.isPresent() && channel.isPresent() ? Right.NO : Right.UNKNOWN;
    }

    /// From what is known alone, at once; whether they administer anything is not.
    Caller known(SlackRequester requester) {
        return caller(
                requester,
                directory.knownPerson(requester.team(), requester.user()),
                requester.channelName(),
                Right.UNKNOWN,
                Oversight.CHANNELS);
    }

    private Caller caller(
            SlackRequester requester,
            Optional<SlackDirectory.Person> person,
            String channelName,
            Right right,
            Oversight oversight) {
        return new Caller(
                new UserRef(Platform.SLACK, requester.team(), requester.user()),
                new ChannelRef(Platform.SLACK, requester.team(), requester.channel()),
                SlackText.line(
                        person.map(SlackDirectory.Person::name)
                                .filter(name -> !name.isEmpty())
                                .orElse(requester.name())),
                SlackText.line(channelName),
                person.flatMap(SlackDirectory.Person::zone).orElse(zone),
                person.map(SlackDirectory.Person::locale).orElse(Locale.ENGLISH),
                right,
                requester.direct() ? Place.PRIVATE : Place.CHANNEL,
                oversight,
                features(requester));
    }

    private static Set<Feature> features(SlackRequester requester) {
        Set<Feature> features = EnumSet.of(Feature.FORMS, Feature.THREADS, Feature.CHANGING);
        if (!requester.direct()) {
            features.add(Feature.SHARING);
        }
        return features;
    }
}
