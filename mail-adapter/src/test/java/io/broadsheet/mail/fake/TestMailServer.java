package io.broadsheet.mail.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server that takes mails, refuses them, is slow, or cuts the connection, as it is told.
/// Its answers are those of RFC 5321.
public final class TestMailServer implements AutoCloseable {

    /// What becomes of a mail.
    public enum Fate {
        TAKEN,
        /// 450 to the recipient.
        RECIPIENT_BUSY,
        /// 550 to the recipient.
        RECIPIENT_REFUSED,
        /// 451 to the mail.
        MAIL_BUSY,
        /// 554 to the mail.
        MAIL_REFUSED,
        /// The connection ends at `DATA`.
        CUT_AT_DATA,
        /// The mail is taken, and the connection ends before the answer.
        TAKEN_AND_CUT,
        /// The connection ends after all of the mail was read, which is not taken.
        LOST_AND_CUT,
        /// The mail is taken, and the answer comes very late.
        TAKEN_SLOWLY,
        /// 421 to the recipient.
        CLOSING
    }

    /// A mail as it was taken.
    ///
    /// @param raw headers and body, lines ended by a line feed
    public record Mail(String recipient, String raw, boolean encrypted) {
        private static final Pattern ID = Pattern.compile("(?im)^Message-ID:\\s*(\\S+)");

        public String id() {
            Matcher id = ID.matcher(raw);
            if (!id.find()) {
                throw new IllegalStateException("a mail without a Message-ID");
            }
            return id.group(1);
        }
    }

    private final ServerSocket listening;
    private final Optional<SSLContext> tls;
    private final boolean tlsFromTheBeginning;
    private final List<Mail> taken = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Function<String, Fate> fates = _ -> Fate.TAKEN;
    private volatile Optional<String> login = Optional.empty();
    private volatile Duration slowly = Duration.ofSeconds(3);
    private volatile double perSecond = Double.POSITIVE_INFINITY;
    private long nextNanos = System.nanoTime();

    private TestMailServer(Optional<SSLContext> tls, boolean tlsFromTheBeginning, int port)
            throws IOException {
        this.tls = tls;
        this.tlsFromTheBeginning = tlsFromTheBeginning;
        this.listening = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("test-mail-server").start(this::accept);
    }

    public static TestMailServer plain() {
        return start(Optional.empty(), false);
    }

    /// Offers STARTTLS, and takes no mail without it.
    public static TestMailServer startTls(SSLContext context) {
        return start(Optional.of(context), false);
    }

    public static TestMailServer tls(SSLContext context) {
        return start(Optional.of(context), true);
    }

    private static TestMailServer start(Optional<SSLContext> tls, boolean fromTheBeginning) {
        try {
            return new TestMailServer(tls, fromTheBeginning, 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// What becomes of a mail, by its recipient.
    public TestMailServer deciding(Function<String, Fate> decision) {
        fates = decision;
        return this;
    }

    /// Only who logs in may send.
    public TestMailServer forUser(String user, String password) {
        login = Optional.of(user + "\0" + password);
        return this;
    }

    /// How late a late answer is.
    public TestMailServer late(Duration span) {
        slowly = span;
        return this;
    }

    /// Takes no more than so many a second.
    public TestMailServer perSecond(double mails) {
        perSecond = mails;
        return this;
    }

    /// All that was taken, in order.
    public List<Mail> taken() {
        return List.copyOf(taken);
    }

    /// What was taken for somebody.
    public List<Mail> taken(String recipient) {
        return taken.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
    }

    /// Ends every connection, and takes new ones.
    public void endConnections() {
        try {
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many connections there were.
    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            new Conversation(tlsFromTheBeginning ? encrypted(socket) : socket).run();
        } catch (IOException e) {
            // The other side has gone, as may be.
        } finally {
            open.remove(socket);
        }
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLSocket safe =
                (SSLSocket)
                        tls.orElseThrow()
                                .getSocketFactory()
                                .createSocket(socket, null, socket.getPort(), false);
        safe.setUseClientMode(false);
        safe.startHandshake();
        return safe;
    }

    private final class Conversation {
        private Socket socket;
        private BufferedReader in;
        private OutputStream out;
        private boolean loggedIn = login.isEmpty();
        private String recipient = "";
        private Fate fate = Fate.TAKEN;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.in = reader(socket);
            this.out = socket.getOutputStream();
        }

        private static BufferedReader reader(Socket socket) throws IOException {
            return new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        private boolean isEncrypted() {
            return socket instanceof SSLSocket;
        }

        private void say(String... lines) throws IOException {
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        void run() throws IOException {
            say("220 localhost ESMTP");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("EHLO") || verb.startsWith("HELO")) {
                    greet();
                } else if (verb.startsWith("STARTTLS")) {
                    say("220 ready");
                    socket = encrypted(socket);
                    in = reader(socket);
                    out = socket.getOutputStream();
                } else if (verb.startsWith("AUTH PLAIN")) {
                    authenticate(line.substring("AUTH PLAIN".length()).strip());
                } else if (verb.startsWith("AUTH")) {
                    say("504 only PLAIN");
                } else if (verb.startsWith("MAIL FROM")) {
                    from();
                } else if (verb.startsWith("RCPT TO")) {
                    if (!to(line)) {
                        return;
                    }
                } else if (verb.equals("DATA")) {
                    if (!data()) {
                        return;
                    }
                } else if (verb.equals("QUIT")) {
                    say("221 bye");
                    return;
                } else {
                    say("250 ok");
                }
            }
        }

        private void greet() throws IOException {
            List<String> offers = new ArrayList<>(List.of("250-localhost"));
            if (tls.isPresent() && !isEncrypted()) {
                offers.add("250-STARTTLS");
            } else if (login.isPresent()) {
                offers.add("250-AUTH PLAIN");
            }
            offers.add("250 ENHANCEDSTATUSCODES");
            say(offers.toArray(String[]::new));
        }

        private void authenticate(String given) throws IOException {
            String initial = given;
            if (initial.isEmpty()) {
                say("334 ");
                initial = in.readLine();
            }
            String said = new String(Base64.getDecoder().decode(initial), StandardCharsets.UTF_8);
            loggedIn = login.filter(right -> said.endsWith("\0" + right)).isPresent();
            say(loggedIn ? "235 welcome" : "535 5.7.8 no such login");
        }

        private void from() throws IOException {
            if (tls.isPresent() && !isEncrypted()) {
                say("530 5.7.0 must issue a STARTTLS command first");
            } else if (!loggedIn) {
                say("530 5.7.0 authentication required");
            } else {
                say("250 ok");
            }
        }

        private boolean to(String line) throws IOException {
            recipient = line.replaceFirst("(?i)^RCPT TO:\\s*<([^>]*)>.*$", "$1");
            fate = fates.apply(recipient);
            switch (fate) {
                case RECIPIENT_BUSY -> say("450 4.2.1 <" + recipient + "> is busy");
                case RECIPIENT_REFUSED ->
                        say("550 5.1.1 <" + recipient + ">: no such user " + recipient);
                case CLOSING -> {
                    say("421 4.3.2 closing");
                    return false;
                }
                default -> say("250 ok");
            }
            return true;
        }

        private boolean data() throws IOException {
            if (fate == Fate.CUT_AT_DATA) {
                return false;
            }
            say("354 go on");
            StringBuilder raw = new StringBuilder();
            for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
                if (line == null) {
                    return false;
                }
                raw.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
            }
            pace();
            Mail mail = new Mail(recipient, raw.toString(), isEncrypted());
            switch (fate) {
                case MAIL_BUSY -> say("451 4.3.0 try again");
                case MAIL_REFUSED -> say("554 5.6.0 not this one");
                case LOST_AND_CUT -> {
                    return false;
                }
                case TAKEN_AND_CUT -> {
                    taken.add(mail);
                    return false;
                }
                case TAKEN_SLOWLY -> {
                    taken.add(mail);
                    pause(slowly);
                    say("250 2.0.0 taken");
                }
                default -> {
                    taken.add(mail);
                    say("250 2.0.0 taken");
                }
            }
            return true;
        }
    }

    /// Waits for the turn of the next mail.
    private void pace() {
        if (Double.isInfinite(perSecond)) {
            return;
        }
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            nextNanos = Math.max(now, nextNanos + Math.round(1e9 / perSecond));
            wait = nextNanos - now;
        }
        pause(Duration.ofNanos(wait));
    }

    private static void pause(Duration span) {
        try {
            var unused = new CountDownLatch(1).await(span.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        endConnections();
    }
}
