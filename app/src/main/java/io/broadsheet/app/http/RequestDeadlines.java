package io.broadsheet.app.http;

import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes connections whose request is begun and not there whole in time.
///
/// Helidon's own limits hold for one read each, so that a sender of one byte now and then would
/// stay. It serves each connection on a thread of its own.
final class RequestDeadlines implements Http1ConnectionListener {

    private static final Logger log = LoggerFactory.getLogger(RequestDeadlines.class);

    private record Begun(ConnectionContext connection, long nanos) {}

    private final Duration patience;
    private final Map<Thread, Begun> begun = new ConcurrentHashMap<>();

    RequestDeadlines(Duration patience) {
        this.patience = patience;
    }

    /// The first line of a request is there.
    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        begun.put(Thread.currentThread(), new Begun(connection, System.nanoTime()));
    }

    /// The request of this thread's connection is there whole, or is not waited for any more.
    ///
    /// @return whether one was begun
    boolean settle() {
        return begun.remove(Thread.currentThread()) != null;
    }

    /// Closes what is late.
    void enforce() {
        long now = System.nanoTime();
        begun.forEach((thread, each) -> {
            if (!thread.isAlive()) {
                begun.remove(thread, each);
            } else if (now - each.nanos() > patience.toNanos()) {
                close(each);
            }
        });
    }

    private static void close(Begun late) {
        try {
            late.connection().serverSocket().close();
        } catch (RuntimeException e) {
            log.debug("A late connection closed by itself", e);
        }
    }
}
