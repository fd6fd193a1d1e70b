package dev.brigade.state;

import dev.brigade.manifest.StateException;
import dev.brigade.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt at a shard that is under way. Until it is closed, it writes its file {@code results/K.ATTEMPT.running}
 * again every {@link #PERIOD}, so that other clients see that it is alive.
 */
public final class ShardAttempt implements AutoCloseable {
    /** How often an attempt shows that it is alive. */
    static final Duration PERIOD = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(ShardAttempt.class);

    private final Path running;
    private final Path result;
    private final Facts facts;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread alive = new Thread(this::showUntilEnded, "attempt");

    /**
     * Who makes an attempt.
     *
     * @param shard number of the shard, from 0
     * @param attempt number of the attempt, from 1
     * @param host the client's name
     * @param process number of the process there
     * @param started RFC 3339, UTC
     */
    public record Facts(int shard, int attempt, String host, long process, String started) {
        /** Refuses what no client wrote, because it comes from a file. */
        public Facts {
            Objects.requireNonNull(host);
            Objects.requireNonNull(started);
        }
    }

    ShardAttempt(Path running, Path result, Facts facts) {
        this.running = running;
        this.result = result;
        this.facts = facts;
        alive.setDaemon(true);
        alive.start();
    }

    private void showUntilEnded() {
        try {
            while (!ended.await(PERIOD.toSeconds(), TimeUnit.SECONDS)) {
                show();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A job directory that cannot be written now may be so later: the result itself must be written. */
    private void show() {
        try {
            StateFile.write(running, facts);
        } catch (StateException e) {
            LOG.debug("cannot show that the attempt is alive", e);
        }
    }

    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Keeps the result. */
    public ShardResult end(Outcome outcome) throws StateException {
        ShardResult ended = ShardResult.of(facts, now(), outcome);
        StateFile.write(result, ended);
        return ended;
    }

    /** Ends the attempt. Without a result it counts as if it had never begun. */
    @Override
    public void close() throws StateException {
        ended.countDown();
        try {
            alive.join(PERIOD.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Files.deleteIfExists(running);
        } catch (IOException e) {
            throw StateException.of(running, e);
        }
    }
}
