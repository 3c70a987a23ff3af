package io.broadsheet.library;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;

/// Whom an interest belongs to.
public sealed interface Owner {

    record OnePerson(UserRef user) implements Owner {
        public OnePerson {
            requireNonNull(user);
        }
    }

    record Channel(ChannelRef channel) implements Owner {
        public Channel {
            requireNonNull(channel);
        }
    }
}
