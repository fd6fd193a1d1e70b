package dev.brigade.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.testing.RecordingServer;
import dev.brigade.testing.RecordingServer.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Notices reach a server by the protocol of healthchecks; a server that fails is a warning without secrets. */
final class NoticesTest {
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    private Notices notices(Duration timeout) {
        return new Notices(timeout, Duration.ZERO, warnings::add);
    }

    private void send(RecordingServer server, Duration timeout, String path) throws InterruptedException {
        Notices notices = notices(timeout);
        notices.ended(URI.create(server.url(path)), 20, "some failed");
        notices.await();
    }

    @Test
    void tellsTheEndWithTheCode() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            send(server, Duration.ofSeconds(30), "/secret/?create=1");

            assertThat(server.requests())
                    .containsExactly(
                            new Request("POST /secret/20?create=1", "text/plain; charset=utf-8", "some failed"));
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void aLongTextIsCut() throws Exception {
        try (RecordingServer server = new RecordingServer()) {
            Notices notices = notices(Duration.ofSeconds(30));
            notices.ended(URI.create(server.url("/x")), 0, "y".repeat(50_000));
            notices.await();

            assertThat(server.requests().get(0).body()).hasSize(10_000);
        }
    }

    @Test
    void triesAgainAfterAnErrorOfTheServer() throws Exception {
        try (RecordingServer server = new RecordingServer(500, 429)) {
            send(server, Duration.ofSeconds(30), "/secret");

            assertThat(server.requests()).hasSize(3);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void givesUpAfterThreeTries() throws Exception {
        try (RecordingServer server = new RecordingServer(500, 502, 503)) {
            send(server, Duration.ofSeconds(30), "/secret");

            assertThat(server.requests()).hasSize(3);
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("no notice to http://127.0.0.1:")
                .endsWith("/...: HTTP status 503")
                .doesNotContain("secret");
    }

    @Test
    void doesNotRepeatWhatTheServerRefuses() throws Exception {
        try (RecordingServer server = new RecordingServer(404)) {
            send(server, Duration.ofSeconds(30), "/secret");

            assertThat(server.requests()).hasSize(1);
        }
        assertThat(warnings).singleElement().asString().endsWith("HTTP status 404");
    }

    @Test
    void aServerThatHangsIsAWarning() throws Exception {
        try (RecordingServer server =
                new RecordingServer(RecordingServer.HANGS, RecordingServer.HANGS, RecordingServer.HANGS)) {
            send(server, Duration.ofMillis(100), "/secret");
        }
        assertThat(warnings).singleElement().asString().contains("timed out").doesNotContain("secret");
    }

    @Test
    void aServerThatIsNotThereIsAWarning() throws Exception {
        RecordingServer server = new RecordingServer();
        server.close();
        send(server, Duration.ofSeconds(30), "/secret");

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("no notice to")
                .doesNotContain("secret");
    }

    @Test
    void theEndWaitsForTheStartButNotForLong() throws Exception {
        try (RecordingServer server = new RecordingServer(RecordingServer.HANGS)) {
            Notices notices = notices(Duration.ofMinutes(5));
            URI url = URI.create(server.url("/x"));
            notices.started(url);
            while (server.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            notices.ended(url, 0, "well");
            notices.await();

            assertThat(server.requests()).extracting(Request::line).containsExactly("POST /x/start", "POST /x/0");
        }
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "ftp://host/secret", "http:///secret", "http://a b/secret"})
    void whatIsNoUrlIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> ShownUrl.of("--notify", text))
                .hasMessage("--notify needs a URL that begins with http:// or https://");
    }
}
