package io.broadsheet.chat;

import io.broadsheet.message.Reply;

/// A platform of tests that can only post, at any pace, and on which nothing is forbidden. A test
/// overrides what it is about.
public abstract class PlainPlatform extends PostOnlyPlatform {

    @Override
    public Health health() {
        return new Health(true, "");
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        return new Delivery.Posted(key);
    }

    @Override
    public boolean serves(ChannelRef channel) {
        return true;
    }

    @Override
    public Pacing pacing() {
        return Pacing.UNLIMITED;
    }

    @Override
    public Access check(ChannelRef channel) {
        return new Access.Given();
    }
}
