package dev.brigade.exec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All child processes of one run. Each has a session and a process group of its own if the machine has setsid(1), and
 * the kernel ends it with this JVM if the machine has the setpriv(1) of util-linux. Thread-safe.
 */
public final class Children implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Children.class);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);
    private static final Duration TRIAL_LIMIT = Duration.ofSeconds(10);

    /**
     * What a short run of a program printed.
     *
     * @param outcome how it ended; {@link ChildOutcome.TimedOut} if it reached its time limit
     * @param out about the first {@link #LARGEST} bytes of standard output, read as UTF-8
     * @param err the same of standard error
     */
    public record Captured(ChildOutcome outcome, String out, String err) {
        /** Bytes of a stream that are kept; the rest is dropped. */
        static final int LARGEST = 1 << 20;

        /** Returns the exit status, 0 to 255, or -1 if the outcome is not {@link ChildOutcome.Exited}. */
        public int status() {
            return outcome instanceof ChildOutcome.Exited exited ? exited.status() : -1;
        }
    }

    private final Map<String, String> environment;
    /** The PATH on which setsid and setpriv are looked up. */
    private final String isolators;

    private final Escalation escalation;
    private final Set<Child> running = ConcurrentHashMap.newKeySet();
    private final Set<ProcessGroup> stuck = ConcurrentHashMap.newKeySet();
    /** Shared by starts; stopAll takes it alone, so no child starts while it looks. */
    private final ReadWriteLock starting = new ReentrantReadWriteLock();

    private volatile boolean stopped;
    private @Nullable Isolation isolation;

    /**
     * Begins without a child.
     *
     * @param environment what children inherit, usually this process's own environment
     */
    public Children(Map<String, String> environment) {
        this(environment, Programs.path(environment), new Escalation());
    }

    Children(Map<String, String> environment, String isolators, Escalation escalation) {
        this.environment = environment;
        this.isolators = isolators;
        this.escalation = escalation;
    }

    /**
     * Runs a child and waits until it and all that it started ended. Its input is empty. The kernel takes the calling
     * thread for its parent, so that thread must wait itself.
     *
     * <p>If something survives the child by some seconds, it is ended. After status 0 it waits for the end of the
     * streams, otherwise for the end of the group. It waits for a consumer at work, so no line is lost. After
     * {@link #stopAll} it returns in bounded time, unless the program or the working directory is on a storage that
     * hangs at the start.
     *
     * @return {@code Exited}, {@code NotStarted}, {@code Stopped} or {@code Stuck}
     * @throws InterruptedException if the thread was interrupted; the group was ended as far as possible
     * @throws RuntimeException what a consumer threw, after the child ended; errors likewise
     */
    public ChildOutcome run(ChildSpec spec, LineConsumer out, LineConsumer err) throws InterruptedException {
        return run(spec, isolation(), out, err, Optional.empty());
    }

    /**
     * Runs a program that should be quick, and keeps what it prints. If it ends in time, it does not look for what
     * survives it with both streams closed.
     *
     * @param limit how long it may run
     * @throws InterruptedException as for {@link #run}
     */
    public Captured capture(ChildSpec spec, Duration limit) throws InterruptedException {
        return capture(spec, isolation(), limit);
    }

    private Captured capture(ChildSpec spec, Isolation with, Duration limit) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(); // synchronized: a stream may outlive its child
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ChildOutcome outcome = run(spec, with, into(out), into(err), Optional.of(limit));
        return new Captured(outcome, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static LineConsumer into(ByteArrayOutputStream text) {
        return (bytes, length) -> {
            if (text.size() < Captured.LARGEST) {
                text.write(bytes, 0, length);
                text.write('\n');
            }
        };
    }

    /** Returns the absolute path of a program on the children's PATH. */
    public Optional<Path> find(String program) {
        return Programs.find(program, Programs.path(environment));
    }

    /** Returns the pids of the running children, rising. */
    public SortedSet<Long> pids() {
        return running.stream().map(Child::pid).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the CPU time of the running children and all their processes, nanoseconds. */
    public long cpuNanos() {
        List<ProcStat> processes = escalation.table().all();
        Set<Long> members = new HashSet<>(pids());
        long more = members.size();
        while (more > 0) {
            more = processes.stream()
                    .filter(process -> members.contains(process.parent()) || members.contains(process.session()))
                    .filter(process -> members.add(process.pid()))
                    .count();
        }
        return processes.stream()
                .filter(process -> members.contains(process.pid()))
                .mapToLong(process -> escalation.table().usedNanos(process.pid()) + usedByEnded(process))
                .sum();
    }

    /** Returns the CPU time of all child processes of this JVM, including exited ones, nanoseconds. */
    public long cpuNanosOfAll() {
        long running = cpuNanos();
        // Asked last: if a process ends meanwhile, it is counted twice and not lost.
        return running
                + escalation
                        .table()
                        .find(ProcessHandle.current().pid())
                        .map(Children::usedByEnded)
                        .orElse(0L);
    }

    private static long usedByEnded(ProcStat process) {
        return process.usedByEnded() * ProcStat.TICK.toNanos();
    }

    /**
     * Ends all children: no more start, the running ones get TERM and, after the grace, KILL. Returns when all groups
     * are empty, at the latest some seconds after the grace. If it is called again meanwhile, the shorter grace counts.
     *
     * @param grace how long they may take to end by themselves
     * @return pids of the processes that remain, usually none
     */
    public Set<Long> stopAll(Duration grace) {
        stopped = true;
        long began = System.nanoTime();
        awaitStarts(grace);
        Set<Long> remaining = escalation.stop(this::groups, grace.minusNanos(System.nanoTime() - began));
        if (!remaining.isEmpty()) {
            running.forEach(Child::giveUp);
        }
        return remaining;
    }

    /** Stops what still runs, with a grace of some seconds. */
    @Override
    public void close() {
        stopAll(CLOSE_GRACE);
    }

    private ChildOutcome run(
            ChildSpec spec, Isolation with, LineConsumer out, LineConsumer err, Optional<Duration> limit)
            throws InterruptedException {
        List<LineSplitter> streams = List.of(new LineSplitter(out), new LineSplitter(err));
        Child child;
        try {
            child = start(spec, with, streams);
        } catch (Starter.NotStartedException e) {
            LOG.debug("not started: {}", e.getMessage());
            return new ChildOutcome.NotStarted(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            endUnknown();
            return new ChildOutcome.NotStarted(spec.program() + ": " + e.getMessage());
        }
        if (child == null) {
            return new ChildOutcome.Stopped();
        }
        LOG.debug("process {}: {}", child.pid(), spec);
        ChildOutcome outcome;
        try {
            if (stopped) { // its start may have hung until stopAll was over
                child.stopNow();
            }
            outcome = child.follow(limit);
            if (outcome instanceof ChildOutcome.Stuck) {
                stuck.add(child.group());
            }
        } finally {
            running.remove(child);
            streams.forEach(LineSplitter::detach);
        }
        rethrow(streams);
        return outcome;
    }

    /** Returns null if everything was stopped. */
    private @Nullable Child start(ChildSpec spec, Isolation with, List<LineSplitter> streams)
            throws Starter.NotStartedException {
        starting.readLock().lock();
        try {
            if (stopped) {
                return null;
            }
            Child child = new Child(Starter.start(spec, environment, with, streams), streams, escalation);
            running.add(child);
            return child;
        } finally {
            starting.readLock().unlock();
        }
    }

    /** Looked up once, for the first child. */
    private synchronized Isolation isolation() throws InterruptedException {
        Isolation found = isolation;
        if (found == null) {
            found = Isolation.detect(
                    isolators,
                    command -> capture(new ChildSpec(command, Path.of("/")), Isolation.NONE, TRIAL_LIMIT)
                                    .status()
                            == 0);
            isolation = found;
        }
        return found;
    }

    private Collection<ProcessGroup> groups() {
        return Stream.concat(running.stream().map(Child::group), stuck.stream()).toList();
    }

    /** Ends children whose start failed half-way, because no thread could start: nobody knows their pids. */
    private void endUnknown() {
        starting.writeLock().lock();
        try {
            SortedSet<Long> known = pids();
            ProcessHandle.current()
                    .children()
                    .filter(child -> !known.contains(child.pid()))
                    .forEach(ProcessHandle::destroyForcibly);
        } finally {
            starting.writeLock().unlock();
        }
    }

    private void awaitStarts(Duration limit) {
        try {
            if (starting.writeLock().tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                starting.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a start that is under way notices by itself that all is stopped
        }
    }

    private static void rethrow(List<LineSplitter> streams) {
        List<Throwable> failures = streams.stream()
                .flatMap(stream -> stream.failure().stream())
                .distinct()
                .toList();
        if (failures.isEmpty()) {
            return;
        }
        Throwable failure = failures.get(0);
        failures.stream().skip(1).forEach(failure::addSuppressed);
        if (failure instanceof Error error) {
            throw error;
        }
        throw failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }
}
