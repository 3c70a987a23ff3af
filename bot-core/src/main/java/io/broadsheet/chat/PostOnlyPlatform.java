package io.broadsheet.chat;

import io.broadsheet.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// What a platform says that takes posts and can do nothing else with them: it knows no keys,
/// changes nothing, reads nothing back, and tells of nobody's rights. Whether something is allowed,
/// and at what pace, each platform says itself.
public abstract class PostOnlyPlatform implements ChatPlatform {

    @Override
    public Delivery edit(
            ChannelRef channel, String posted, Reply message, String key, String role) {
        return new Delivery.Refused(
                Delivery.Refusal.INVALID_MESSAGE, "messages cannot be changed here");
    }

    @Override
    public Delivery discuss(ChannelRef channel, String message, Reply.Thread thread) {
        return new Delivery.Refused(Delivery.Refusal.INVALID_MESSAGE, "there are no threads here");
    }

    @Override
    public DiscussionLink linkTo(ChannelRef channel, String message) {
        return new DiscussionLink.NotTold();
    }

    @Override
    public Duration remembersKeysFor() {
        return Duration.ZERO;
    }

    @Override
    public Duration remembersKeysFor(ChannelRef channel) {
        return remembersKeysFor();
    }

    @Override
    public Set<Caller.Feature> features() {
        return Set.of();
    }

    @Override
    public boolean readsBack() {
        return false;
    }

    @Override
    public ReadBack find(ChannelRef channel, String key, Instant since) {
        return new ReadBack.CannotTell("posts are not read back here");
    }

    @Override
    public ReadBack find(UserRef user, String key, Instant since) {
        return new ReadBack.CannotTell("direct messages are not read back here");
    }

    @Override
    public void complete(ChannelRef channel, String posted, Reply message) {}

    @Override
    public Right administers(UserRef user, ChannelRef channel) {
        return Right.UNKNOWN;
    }

    @Override
    public void tell(Traffic heard) {}
}
