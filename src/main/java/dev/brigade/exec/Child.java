package dev.brigade.exec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeroturnaround.exec.StartedProcess;

/** A started child. The thread that started it follows it to its end. */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    private static final Duration GIVEN_UP_NOTICED = Duration.ofMillis(250);

    private final Process process;
    private final Future<?> streamsEnd;
    private final List<LineSplitter> streams;
    private final ProcessGroup group;
    private final Escalation escalation;
    private volatile boolean givenUp;

    Child(StartedProcess started, List<LineSplitter> streams, Escalation escalation) {
        this.process = started.getProcess();
        this.streamsEnd = started.getFuture();
        this.streams = streams;
        this.group = new ProcessGroup(process.pid(), escalation.table());
        this.escalation = escalation;
    }

    long pid() {
        return process.pid();
    }

    ProcessGroup group() {
        return group;
    }

    /** Ends the waiting of its thread, because even KILL did not end the child. */
    void giveUp() {
        givenUp = true;
    }

    /** Ends it at once, because everything was stopped while it started. */
    void stopNow() {
        givenUp = !stop().isEmpty();
    }

    /**
     * Waits until the child and its whole group ended; ends them if the limit is over or the thread is interrupted. The
     * time is bounded when the child has ended or was given up.
     */
    ChildOutcome follow(Optional<Duration> limit) throws InterruptedException {
        try {
            boolean inTime = awaitExit(limit);
            Set<Long> remaining =
                    !inTime ? stop() : givenUp ? escalation.remaining(group) : afterExit(limit.isPresent());
            if (!remaining.isEmpty()) {
                warnOf(remaining);
                return new ChildOutcome.Stuck(remaining);
            }
            if (!awaitStreams(escalation.kill())) {
                LOG.warn("something that left the group of process {} keeps its output open", pid());
            }
            int status = process.waitFor(); // nothing of the group is alive, so there is a status
            return inTime ? new ChildOutcome.Exited(status) : new ChildOutcome.TimedOut();
        } catch (InterruptedException e) {
            warnOf(stop());
            throw e;
        }
    }

    private static void warnOf(Set<Long> remaining) {
        if (!remaining.isEmpty()) {
            LOG.warn("processes {} do not end, not even killed", remaining);
        }
    }

    /** Whether it ended or was given up within the limit. */
    private boolean awaitExit(Optional<Duration> limit) throws InterruptedException {
        long began = System.nanoTime();
        while (!givenUp) {
            long wait = GIVEN_UP_NOTICED.toNanos();
            if (limit.isPresent()) {
                wait = Math.min(wait, limit.get().toNanos() - (System.nanoTime() - began));
            }
            if (process.waitFor(wait, TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (wait <= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the pids that remain after the child ended. After status 0 with both streams closed it does not look at
     * other processes, because that is slow; {@link Orphans} looks once for a whole run. It does not look after a quick
     * program either, whose status often is another one.
     */
    private Set<Long> afterExit(boolean quick) throws InterruptedException {
        int status = process.exitValue();
        LOG.debug("process {} ended with status {}", pid(), status);
        long began = System.nanoTime();
        if ((status == 0 || quick) && awaitStreams(escalation.linger())) {
            return Set.of();
        }
        return escalation.drain(group, escalation.linger().minusNanos(System.nanoTime() - began));
    }

    private Set<Long> stop() {
        return escalation.stop(() -> List.of(group), escalation.terminate());
    }

    /** Whether both streams ended; waits for a consumer at work, because no line may be lost. */
    private boolean awaitStreams(Duration silence) throws InterruptedException {
        while (true) {
            long progress = progress();
            try {
                streamsEnd.get(silence.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException e) {
                LOG.debug("closing the streams of process {}: {}", pid(), String.valueOf(e.getCause()));
                return true;
            } catch (TimeoutException e) {
                if (streams.stream().noneMatch(LineSplitter::isBusy) && progress() == progress) {
                    return false;
                }
            }
        }
    }

    private long progress() {
        return streams.stream().mapToLong(LineSplitter::progress).sum();
    }
}
