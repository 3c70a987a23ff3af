package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// The nginx that this machine has, with a sample of the documents as it stands there, but for its
/// port, its certificate and where the bot is.
final class SampleNginx implements AutoCloseable {

    private static final Pattern SAMPLE = Pattern.compile("(?ms)^```nginx\n(.*?)^```");
    private static final Path NGINX = Path.of("/usr/sbin/nginx");

    private final Path directory;
    private final String host;
    private final Process process;
    private final int port;

    private SampleNginx(Path directory, String host, Process process, int port) {
        this.directory = directory;
        this.host = host;
        this.process = process;
        this.port = port;
    }

    /// Skips the test where there is none.
    static void assumeIsHere() {
        assumeTrue(
                Files.isExecutable(NGINX),
                "There is no /usr/sbin/nginx here, so its sample was not tried. Debian and Ubuntu have it:"
                        + " apt-get install nginx-light");
    }

    /// @param document with one sample, such as `docs/slack.md`
    /// @param host that the sample is for
    /// @param upstream as the sample has it, such as `http://127.0.0.1:8081`
    /// @param botPort where the bot really is
    static SampleNginx start(
            Path directory, String document, String host, String upstream, int botPort)
            throws Exception {
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-subj",
                "/CN=" + host,
                "-keyout",
                directory.resolve("key.pem").toString(),
                "-out",
                directory.resolve("cert.pem").toString());
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String live = "/etc/letsencrypt/live/" + host + "/";
        String site = sample(document);
        for (String[] each :
                new String[][] {
                    {"listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;"},
                    {live + "fullchain.pem", directory.resolve("cert.pem").toString()},
                    {live + "privkey.pem", directory.resolve("key.pem").toString()},
                    {upstream + ";", "http://127.0.0.1:" + botPort + ";"}
                }) {
            assertThat(site).contains(each[0]);
            site = site.replace(each[0], each[1]);
        }
        Path configuration =
                Files.writeString(directory.resolve("nginx.conf"), around(site, directory));
        Process process =
                new ProcessBuilder(
                                NGINX.toString(),
                                "-p",
                                directory.toString(),
                                "-c",
                                configuration.toString(),
                                "-g",
                                "daemon off;")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("nginx.out").toFile())
                        .start();
        SampleNginx nginx = new SampleNginx(directory, host, process, port);
        nginx.awaitPort();
        return nginx;
    }

    private static String sample(String document) throws IOException {
        Matcher sample =
                SAMPLE.matcher(Files.readString(ProjectFilesTest.PROJECT.resolve(document)));
        assertThat(sample.find()).isTrue();
        return sample.group(1);
    }

    /// What Debian's `nginx.conf` puts around a site, as far as a person without rights may run it.
    private static String around(String site, Path directory) {
        return """
        pid DIR/nginx.pid;
        error_log DIR/error.log;
        events { worker_connections 64; }
        http {
            access_log off;
            client_body_temp_path DIR/body;
            proxy_temp_path DIR/proxy;
            fastcgi_temp_path DIR/fastcgi;
            uwsgi_temp_path DIR/uwsgi;
            scgi_temp_path DIR/scgi;
            SITE
        }
        """
                .replace("DIR", directory.toString())
                .replace("SITE", site);
    }

    private void awaitPort() throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError(
                "nginx did not start: " + Files.readString(directory.resolve("nginx.out")));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /// Sends a request over TLS, and gives back all that is answered.
    ///
    /// @param path as it is to be sent
    /// @param rest further headers, the empty line and the body
    String exchange(String method, String path, String rest) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustsAnything()}, new SecureRandom());
        // From an address that is not the proxy's own, as a reader has one.
        InetAddress reader = InetAddress.ofLiteral("127.0.0.2");
        try (Socket socket =
                tls.getSocketFactory()
                        .createSocket(InetAddress.ofLiteral("127.0.0.1"), port, reader, 0)) {
            socket.setSoTimeout(15_000);
            String head =
                    method
                            + " "
                            + path
                            + " HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nConnection: close\r\n";
            socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The certificate is the test's own.
    private static final class TrustsAnything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
