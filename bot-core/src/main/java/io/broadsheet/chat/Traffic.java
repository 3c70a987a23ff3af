package io.broadsheet.chat;

import java.time.Duration;

/// The port to who measures what goes on between the bot and a platform. Its methods return at once
/// and throw nothing.
public interface Traffic {

    Traffic NONE =
            new Traffic() {
                @Override
                public void acknowledged(Platform platform, Duration after) {}

                @Override
                public void answered(Platform platform, int status) {}

                @Override
                public void reconnected(Platform platform) {}
            };

    /// Something that a person did was acknowledged.
    ///
    /// @param after how long after it arrived
    void acknowledged(Platform platform, Duration after);

    /// A request of the bot's was answered.
    ///
    /// @param status of HTTP; 0 where no answer came
    void answered(Platform platform, int status);

    /// The connection over which events arrive was lost, and stands again.
    void reconnected(Platform platform);
}
