package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.waiting.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database server that goes away while the bot runs: people hear of it within three seconds.
class PostgresAwayTest {

    private static final Duration SOON = Duration.ofSeconds(3);

    @TempDir Path directory;

    @Test
    void saysWithinSecondsThatTheServerDoesNotAnswer() throws Exception {
        PostgresAddress real = PostgresServer.SHARED.address(directory);
        try (Relay relay = new Relay(real.host(), real.port());
                Store store = Store.open(through(real, relay.port()))) {
            assertThat(store.healthy()).isTrue();

            for (boolean frozen : List.of(true, false)) {
                // What was used a moment ago is not looked at before it is used again.
                Thread.sleep(600);
                if (frozen) {
                    relay.freeze();
                } else {
                    relay.cut();
                }
                long begun = System.nanoTime();
                assertThat(store.healthy()).isFalse();
                assertThatThrownBy(() -> store.catalogue().size())
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("does not answer");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);

                relay.heal();
                Waiting.until("the server", Duration.ofSeconds(30), store::healthy);
            }
        }
    }

    private static PostgresAddress through(PostgresAddress real, int port) {
        return PostgresAddress.parse(
                "postgresql://127.0.0.1:" + port + "/" + real.database(),
                real.user(),
                real.password());
    }

    /// A network between the bot and the server, which may fail.
    private static final class Relay implements AutoCloseable {

        private final ServerSocket listening;
        private final String host;
        private final int to;
        private final List<Socket> open = new CopyOnWriteArrayList<>();
        private volatile boolean frozen;
        private volatile boolean cut;

        Relay(String host, int to) throws IOException {
            this.host = host;
            this.to = to;
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listening.getLocalPort();
        }

        void freeze() {
            frozen = true;
        }

        void cut() throws IOException {
            cut = true;
            for (Socket socket : open) {
                socket.close();
            }
        }

        /// What was frozen is lost.
        void heal() throws IOException {
            cut();
            frozen = false;
            cut = false;
        }

        private void accept() {
            try {
                while (true) {
                    Socket from = listening.accept();
                    if (cut) {
                        from.close();
                        continue;
                    }
                    Socket onward = new Socket(host, to);
                    open.add(from);
                    open.add(onward);
                    Thread.ofVirtual().start(() -> pump(from, onward));
                    Thread.ofVirtual().start(() -> pump(onward, from));
                }
            } catch (IOException e) {
                // It is closed.
            }
        }

        private void pump(Socket from, Socket onward) {
            try (from;
                    onward) {
                InputStream in = from.getInputStream();
                OutputStream out = onward.getOutputStream();
                byte[] buffer = new byte[8_192];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    while (frozen) {
                        Thread.sleep(20);
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One side is gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
            heal();
        }
    }
}
