package dev.outrider.run;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A shop on loopback that has one answer, with and without TLS, for a customer of this very process. */
final class WarmUpShop implements AutoCloseable {
    private static final Buffer ANSWER = Buffer.buffer(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"items\":[{\"id\":1}]}");
    /** It hides nothing: whoever has this program has the key, and nobody but the warm-up trusts it. */
    private static final String PASSWORD = "warm-up";

    private final NetServer plain;
    private final NetServer secure;

    private WarmUpShop(NetServer plain, NetServer secure) {
        this.plain = plain;
        this.secure = secure;
    }

    /** Opens it. */
    static WarmUpShop open(Vertx vertx) {
        NetServerOptions tls = new NetServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPassword(PASSWORD).setValue(Buffer.buffer(resource("warm-up.p12"))));
        if (OpenSSLEngineOptions.isAvailable()) {
            // The customer's engine: another one would be loaded for nobody else.
            tls.setSslEngineOptions(new OpenSSLEngineOptions());
        }
        return new WarmUpShop(listening(vertx, new NetServerOptions()), listening(vertx, tls));
    }

    private static NetServer listening(Vertx vertx, NetServerOptions options) {
        NetServer server = vertx.createNetServer(options.setHost("127.0.0.1").setPort(0));
        server.connectHandler(WarmUpShop::serve);
        return server.listen().await();
    }

    /** Small requests on loopback come in one piece; one that does not costs an answer too many, nothing else. */
    private static void serve(NetSocket customer) {
        customer.handler(request -> customer.write(ANSWER));
    }

    /** The certificate that it shows, a PEM text. */
    static String certificate() {
        return new String(resource("warm-up.pem"), StandardCharsets.US_ASCII);
    }

    int plain() {
        return plain.actualPort();
    }

    int secure() {
        return secure.actualPort();
    }

    private static byte[] resource(String name) {
        try (InputStream file = Objects.requireNonNull(WarmUpShop.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        plain.close();
        secure.close();
    }
}
