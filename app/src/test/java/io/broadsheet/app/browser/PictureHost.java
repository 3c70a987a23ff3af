package io.broadsheet.app.browser;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Stands for the host of papers' pictures: any path leads to one.
public final class PictureHost implements AutoCloseable {

    private final HttpsServer server;

    private PictureHost(HttpsServer server) {
        this.server = server;
    }

    /// @param directory for its certificate
    public static PictureHost start(Path directory) throws Exception {
        Path file = directory.resolve("picture-host.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "host",
                                "-keyalg",
                                "EC",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                "of tests",
                                "-dname",
                                "CN=pictures")
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        keytool.waitFor();
        char[] password = "of tests".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            keys.load(stored, password);
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    byte[] picture = drawn(exchange.getRequestURI().getPath());
                    exchange.getResponseHeaders().set("content-type", "image/png");
                    exchange.sendResponseHeaders(200, picture.length);
                    exchange.getResponseBody().write(picture);
                    exchange.close();
                });
        server.start();
        return new PictureHost(server);
    }

    /// What makes Chromium come here for every https address.
    public String[] arguments() {
        return new String[] {
            "--ignore-certificate-errors",
            "--host-resolver-rules=MAP *.huggingface.co:443 127.0.0.1:"
                    + server.getAddress().getPort()
        };
    }

    /// Something that looks like a page with a figure.
    private static byte[] drawn(String path) throws IOException {
        int hue = Math.floorMod(path.hashCode(), 360);
        BufferedImage image = new BufferedImage(1_200, 648, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(
                new GradientPaint(
                        0,
                        0,
                        Color.getHSBColor(hue / 360f, .25f, .98f),
                        1_200,
                        648,
                        Color.getHSBColor((hue + 40) % 360 / 360f, .45f, .8f)));
        pen.fillRect(0, 0, 1_200, 648);
        pen.setColor(new Color(255, 255, 255, 220));
        pen.fillRoundRect(80, 80, 460, 490, 24, 24);
        pen.setColor(new Color(40, 44, 52, 150));
        for (int line = 0; line < 11; line++) {
            pen.fillRoundRect(120, 130 + line * 38, line % 4 == 3 ? 220 : 380, 14, 8, 8);
        }
        for (int bar = 0; bar < 6; bar++) {
            int height = 80 + Math.floorMod(path.hashCode() >> (bar + 3), 280);
            pen.setColor(Color.getHSBColor((hue + bar * 18) % 360 / 360f, .55f, .75f));
            pen.fillRect(640 + bar * 80, 560 - height, 54, height);
        }
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
