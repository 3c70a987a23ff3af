package io.broadsheet.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Finds out quickly whether a PostgreSQL server answers at all: one that is busy does, one that is
/// stopped, frozen or behind a dead network does not.
record PostgresProbe(String host, int port, Duration atMost) {

    /// The request for encryption, which a server answers with one byte before it knows who asks.
    ///
    /// @see <a
    ///   href="https://www.postgresql.org/docs/current/protocol-message-formats.html">SSLRequest</a>
    private static final int LENGTH = 8;

    private static final int CODE = 80_877_103;

    boolean answers() {
        int millis = Math.toIntExact(atMost.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(LENGTH);
            out.writeInt(CODE);
            out.flush();
            return new DataInputStream(socket.getInputStream()).read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
