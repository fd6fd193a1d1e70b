package dev.brigade.machine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Posts notices to servers, in the background and several times if necessary. A failure is a warning and nothing else.
 * Used by one thread.
 */
public final class Notices {
    private static final int TRIES = 3;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    /** The largest body that a healthchecks server of one's own takes, if nothing else is set. */
    private static final int LARGEST_TEXT = 10_000;

    /** How long the notice of the end waits for that of the start. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Duration timeout;
    private final Duration pause;
    private final Consumer<String> warnings;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "notices");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Future<?>> sending = new ArrayList<>();
    private Optional<Future<?>> start = Optional.empty();

    /**
     * Begins without a notice.
     *
     * @param timeout of each try
     * @param pause between two tries
     * @param warnings takes a line if a server does not take a notice
     */
    public Notices(Duration timeout, Duration pause, Consumer<String> warnings) {
        this.timeout = timeout;
        this.pause = pause;
        this.warnings = warnings;
    }

    /** Tells a healthchecks server that a run starts; does not wait. */
    public void started(URI check) {
        HttpRequest request = request(ShownUrl.below(check, "start"), "text/plain", new byte[0]);
        start = Optional.of(threads.submit(() -> post(request, ShownUrl.shown(check))));
    }

    /**
     * Tells a healthchecks server how a run ended; does not wait.
     *
     * @param code the program's exit code; anything but 0 is a failure
     * @param text for people; only its beginning is sent if it is long
     */
    public void ended(URI check, int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] body = bytes.length <= LARGEST_TEXT ? bytes : Arrays.copyOf(bytes, LARGEST_TEXT);
        HttpRequest end = request(ShownUrl.below(check, "" + code), "text/plain; charset=utf-8", body);
        sending.add(threads.submit(() -> {
            endStart();
            post(end, ShownUrl.shown(check));
        }));
    }

    /** The server must not hear of the start after the end, and one that hangs must not delay the end for long. */
    private void endStart() {
        start.ifPresent(notice -> {
            try {
                notice.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | InterruptedException e) {
                notice.cancel(true);
            } catch (ExecutionException e) {
                warnings.accept("no notice: " + e.getCause());
            }
        });
    }

    /** Posts a JSON document; does not wait. */
    public void document(URI url, String json) {
        HttpRequest request = request(url, "application/json", json.getBytes(StandardCharsets.UTF_8));
        sending.add(threads.submit(() -> post(request, ShownUrl.shown(url))));
    }

    private HttpRequest request(URI url, String type, byte[] body) {
        return HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", type)
                .header("User-Agent", "brigade")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private void post(HttpRequest request, String shown) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        String failure = "";
        try {
            for (int i = 0; i < TRIES; i++) {
                if (i > 0) {
                    Thread.sleep(pause.toMillis());
                }
                try {
                    int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                    if (status < FIRST_ERROR) {
                        return;
                    }
                    failure = "HTTP status " + status;
                    if (status < FIRST_SERVER_ERROR && status != TOO_MANY_REQUESTS) {
                        break; // The same again would get the same answer.
                    }
                } catch (IOException e) {
                    // Some have no message, and none has the path of the URL.
                    failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                }
            }
            warnings.accept("no notice to " + shown + ": " + failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The end has come, and its own notice follows.
        }
    }

    /** Waits until the last notices are sent, or have failed. */
    public void await() throws InterruptedException {
        for (Future<?> notice : sending) {
            try {
                notice.get();
            } catch (ExecutionException e) {
                warnings.accept("no notice: " + e.getCause());
            }
        }
        threads.shutdownNow();
    }
}
