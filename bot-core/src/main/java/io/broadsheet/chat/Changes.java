package io.broadsheet.chat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Passes changes on to everybody who listens.
public final class Changes implements ChangeListener {

    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    /// From now on this one hears of changes as well.
    public void listen(ChangeListener listener) {
        listeners.add(listener);
    }

    @Override
    public void changed(UserRef user) {
        listeners.forEach(listener -> listener.changed(user));
    }

    @Override
    public void changed(ChannelRef channel) {
        listeners.forEach(listener -> listener.changed(channel));
    }
}
