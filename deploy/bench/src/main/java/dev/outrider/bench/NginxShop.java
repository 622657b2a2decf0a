package dev.outrider.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server that everybody rides against: nginx with one worker on a core of its own, five small JSON answers, and a
 * connection that ends after five requests, so that every customer dials anew. Over TLS it speaks 1.3 without tickets.
 */
final class NginxShop implements AutoCloseable {
    /** The five requests of a journey; the answers have about 95 bytes. */
    static final List<String> PATHS =
            List.of("/api/products/42", "/api/carts", "/api/carts/7", "/api/orders", "/api/orders/99");

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            pid FOLDER/nginx.pid;
            error_log FOLDER/error.log error;
            events { worker_connections 1024; }
            http {
              access_log off;
              keepalive_requests 5;
              default_type application/json;
              client_body_temp_path FOLDER/body;
              proxy_temp_path FOLDER/proxy;
              fastcgi_temp_path FOLDER/fastcgi;
              uwsgi_temp_path FOLDER/uwsgi;
              scgi_temp_path FOLDER/scgi;
              server {
                listen 127.0.0.1:PLAIN reuseport;
                listen 127.0.0.1:SECURE ssl reuseport;
                ssl_certificate FOLDER/chain.pem;
                ssl_certificate_key FOLDER/shop.key;
                ssl_protocols TLSv1.3;
                ssl_session_tickets off;
                ssl_session_cache off;
                location = /api/products/42 {
                  add_header Set-Cookie "session=8b1a9953c4611296a827abf8c47804d7; Path=/; HttpOnly";
                  return 200 '{"sku":"CANARY-0042","name":"A canary that nobody will buy","price":12.50,"stock":7,"csrf":"f1"}';
                }
                location = /api/carts {
                  return 200 '{"cart":{"id":"7","state":"OPEN","items":0,"currency":"EUR","owner":"canary@example.com"},"v":1}';
                }
                location = /api/carts/7 {
                  return 200 '{"id":"7","state":"OPEN","items":[{"sku":"CANARY-0042","quantity":1}],"total":12.50,"tax":2.00}';
                }
                location = /api/orders {
                  return 200 '{"order":{"id":"99","cart":"7","state":"PENDING","total":12.50,"currency":"EUR","pay":"card"}}';
                }
                location = /api/orders/99 {
                  return 200 '{"id":"99","state":"CONFIRMED","total":12.50,"currency":"EUR","paid":true,"ships":"tomorrow"}';
                }
              }
            }
            """;

    private final Process process;
    private final int plain;
    private final int secure;

    private NginxShop(Process process, int plain, int secure) {
        this.process = process;
        this.plain = plain;
        this.secure = secure;
    }

    /** On that core, with its files in that folder. */
    static NginxShop start(Path folder, int core) throws IOException, InterruptedException {
        certificates(folder);
        int plain = Ports.free();
        int secure = Ports.free();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                CONFIGURATION
                        .replace("FOLDER", folder.toString())
                        .replace("PLAIN", Integer.toString(plain))
                        .replace("SECURE", Integer.toString(secure)));
        Process process = new ProcessBuilder(
                        "taskset",
                        "-c",
                        Integer.toString(core),
                        "nginx",
                        "-p",
                        folder.toString(),
                        "-c",
                        configuration.toString())
                .inheritIO()
                .start();
        NginxShop shop = new NginxShop(process, plain, secure);
        shop.await();
        return shop;
    }

    String plain() {
        return "http://127.0.0.1:" + plain;
    }

    String secure() {
        return "https://127.0.0.1:" + secure;
    }

    private void await() throws IOException, InterruptedException {
        for (int tries = 0; tries < 100; tries++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), secure).close();
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("nginx did not start; is it installed?");
    }

    /** As public sites have it: a root that is trusted, an intermediate and a certificate that are shown. */
    private static void certificates(Path folder) throws IOException, InterruptedException {
        String make = """
                set -e
                cd '%s'
                key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
                sign() { openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 30 -out "$1.pem" -extfile "$1.ext"; }
                for name in root middle shop; do key $name; done
                openssl req -x509 -new -key root.key -subj '/CN=Bench Root' -days 30 -out root.pem
                printf 'basicConstraints=critical,CA:TRUE\\n' >middle.ext
                printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\\n' >shop.ext
                openssl req -new -key middle.key -subj '/CN=Bench Intermediate' -out middle.csr
                sign middle root
                openssl req -new -key shop.key -subj '/CN=localhost' -out shop.csr
                sign shop middle
                cat shop.pem middle.pem >chain.pem
                """.formatted(folder);
        Process openssl = new ProcessBuilder("bash", "-c", make)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl: " + Files.readString(folder.resolve("openssl.log")));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
