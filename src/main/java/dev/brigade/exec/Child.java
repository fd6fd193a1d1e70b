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

/** One started child, followed to its end by the thread that started it. */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    private static final Duration GIVEN_UP_NOTICED = Duration.ofMillis(250);

    private final Process process;
    private final Future<?> streamsEnd;
    private final Pumps pumps;
    private final ProcessGroup group;
    private final Escalation escalation;
    private volatile boolean givenUp;

    Child(StartedProcess started, Pumps pumps, Escalation escalation) {
        this.process = started.getProcess();
        this.streamsEnd = started.getFuture();
        this.pumps = pumps;
        this.group = new ProcessGroup(process.pid(), escalation.table());
        this.escalation = escalation;
    }

    long pid() {
        return process.pid();
    }

    ProcessGroup group() {
        return group;
    }

    /** Even KILL did not end it: its thread shall wait no longer. */
    void giveUp() {
        givenUp = true;
    }

    /** Ends it at once, as everything was stopped while it started. */
    void stopNow() {
        givenUp = !stop().isEmpty();
    }

    /**
     * Waits until the child and its whole group ended; ends them first if the limit is over or the thread interrupted.
     * Bounded once the child itself ended or was given up.
     */
    ChildOutcome follow(Optional<Duration> limit) throws InterruptedException {
        try {
            boolean inTime = awaitExit(limit);
            Set<Long> remaining = !inTime ? stop() : givenUp ? escalation.remaining(group) : afterExit();
            if (!remaining.isEmpty()) {
                LOG.warn("processes {} do not end, not even killed", remaining);
                return new ChildOutcome.Stuck(remaining);
            }
            if (!awaitStreams(escalation.patience().kill())) {
                LOG.warn("something that left the group of process {} keeps its output open", pid());
            }
            int status = process.waitFor(); // nothing of the group is alive, so there is a status
            return inTime ? new ChildOutcome.Exited(status) : new ChildOutcome.TimedOut(limit.orElseThrow());
        } catch (InterruptedException e) {
            Set<Long> remaining = stop();
            if (!remaining.isEmpty()) {
                LOG.warn("processes {} do not end, not even killed", remaining);
            }
            throw e;
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
     * A clean end with both streams closed needs no look at other processes: it is the usual case, and looking is slow.
     * It is no proof that nothing of the group lives: {@link Orphans} is, once for a whole run.
     */
    private Set<Long> afterExit() throws InterruptedException {
        int status = process.exitValue();
        LOG.debug("process {} ended with status {}", pid(), status);
        Duration linger = escalation.patience().linger();
        long began = System.nanoTime();
        if (status == 0 && awaitStreams(linger)) {
            return Set.of();
        }
        return escalation.drain(group, linger.minusNanos(System.nanoTime() - began));
    }

    private Set<Long> stop() {
        return escalation.stop(() -> List.of(group), escalation.patience().terminate());
    }

    /** Whether both streams came to their end; a consumer at work is waited for, since no line may be lost. */
    private boolean awaitStreams(Duration silence) throws InterruptedException {
        while (true) {
            long progress = pumps.progress();
            try {
                streamsEnd.get(silence.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException e) {
                LOG.debug("closing the streams of process {}: {}", pid(), String.valueOf(e.getCause()));
                return true;
            } catch (TimeoutException e) {
                if (!pumps.isBusy() && pumps.progress() == progress) {
                    return false;
                }
            }
        }
    }
}
