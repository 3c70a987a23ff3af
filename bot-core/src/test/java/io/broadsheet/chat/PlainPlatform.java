package io.broadsheet.chat;

import io.broadsheet.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A platform of tests that takes posts and can do nothing else: no keys, no pace, no reading back,
/// no edits, and nothing is forbidden. A test overrides what it is about.
public abstract class PlainPlatform implements ChatPlatform {

    @Override
    public Health health() {
        return new Health(true, "");
    }

    @Override
    public void tell(Traffic heard) {}

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        return new Delivery.Posted(key);
    }

    @Override
    public Delivery edit(
            ChannelRef channel, String posted, Reply message, String key, String role) {
        return new Delivery.Refused(
                Delivery.Refusal.INVALID_MESSAGE, "messages cannot be changed here");
    }

    @Override
    public boolean serves(ChannelRef channel) {
        return true;
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
    public Pacing pacing() {
        return Pacing.UNLIMITED;
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
    public Access check(ChannelRef channel) {
        return new Access.Given();
    }

    @Override
    public Right administers(UserRef user, ChannelRef channel) {
        return Right.UNKNOWN;
    }
}
