package dev.brigade.exec;

import java.io.OutputStream;
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
 * All child processes of one run. Each is a session and a process group of its own where the machine has setsid(1), and
 * is ended by the kernel when we die where it has the setpriv(1) of util-linux. Thread-safe.
 */
public final class Children implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Children.class);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);
    private static final Duration TRIAL_LIMIT = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    /** The PATH on which setsid and setpriv are looked for. */
    private final String isolators;

    private final ProcessTable table;
    private final Escalation escalation;
    private final Set<Child> running = ConcurrentHashMap.newKeySet();
    private final Set<ProcessGroup> stuck = ConcurrentHashMap.newKeySet();
    /** Shared by starts; stopAll takes it alone, so that no child is being started while it looks. */
    private final ReadWriteLock starting = new ReentrantReadWriteLock();

    private volatile boolean stopped;
    private volatile @Nullable Isolation isolation;

    /**
     * No child runs yet.
     *
     * @param environment what children inherit, usually this process's own environment
     */
    public Children(Map<String, String> environment) {
        this(environment, Programs.path(environment), new SystemProcessTable(), ExitTimeouts.USUAL);
    }

    Children(Map<String, String> environment, String isolators, ProcessTable table, ExitTimeouts patience) {
        this.environment = environment;
        this.isolators = isolators;
        this.table = table;
        this.escalation = new Escalation(table, patience);
    }

    /**
     * Runs a child and waits until it and all it started ended. Its input is empty. The calling thread starts it, and
     * the kernel takes that thread for its parent, so no other thread may be made for the waiting.
     *
     * <p>What survives the child by some seconds is ended: a child of status 0 is done when its streams are closed, any
     * other when its group is empty. A consumer at work is waited for, so no line is lost. It returns in bounded time
     * after {@link #stopAll}, unless the program or the working directory lies on a storage that hangs at the start.
     *
     * @return {@code Exited}, {@code NotStarted}, {@code Stopped} or {@code Stuck}
     * @throws InterruptedException if the thread was interrupted; the child and its group were ended as far as possible
     * @throws RuntimeException what a consumer threw, after the child ended; errors likewise
     */
    public ChildOutcome run(ChildSpec spec, LineConsumer out, LineConsumer err) throws InterruptedException {
        LineSplitter outLines = new LineSplitter(out);
        LineSplitter errLines = new LineSplitter(err);
        ChildOutcome outcome;
        try {
            outcome = run(spec, isolation(), outLines, errLines, Optional.empty());
        } finally {
            outLines.detach();
            errLines.detach();
        }
        rethrow(outLines.failure(), errLines.failure());
        return outcome;
    }

    /**
     * Runs a tool that ought to be quick, and keeps what it prints.
     *
     * @param limit how long it may run before it is ended
     * @throws InterruptedException as for {@link #run}
     */
    public Captured capture(ChildSpec spec, Duration limit) throws InterruptedException {
        return capture(spec, isolation(), limit);
    }

    /** Returns the absolute path of a program on the children's PATH. */
    public Optional<Path> find(String program) {
        return Programs.find(program, Programs.path(environment));
    }

    /** Number of children that were started and have not yet ended. */
    public int running() {
        return running.size();
    }

    /** The pids of these children, rising. */
    public SortedSet<Long> pids() {
        return running.stream().map(Child::pid).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * CPU time that the running children and what belongs to them have used, nanoseconds; what ended meanwhile is not
     * in it.
     */
    public long cpuNanos() {
        List<ProcStat> processes = table.all();
        // All are looked through once, since there may be hundreds of children.
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
                .mapToLong(process -> table.usedNanos(process.pid()) + usedByEnded(process))
                .sum();
    }

    /** The same with what ended, whoever in this process started it. Two looks tell what was used between them. */
    public long cpuNanosOfAll() {
        long running = cpuNanos();
        // Asked last: what ends meanwhile is counted twice then, and not lost.
        return running
                + table.find(ProcessHandle.current().pid())
                        .map(Children::usedByEnded)
                        .orElse(0L);
    }

    private static long usedByEnded(ProcStat process) {
        return process.usedByEnded() * ProcStat.TICK.toNanos();
    }

    /**
     * Ends all children: no more are started, the running ones get TERM and, when the grace is over, KILL. Returns when
     * all groups are empty, at the latest some seconds after the grace. May be called again, also meanwhile: the
     * shorter grace counts.
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
            ChildSpec spec, Isolation isolation, OutputStream out, OutputStream err, Optional<Duration> limit)
            throws InterruptedException {
        Child child;
        boolean withoutThread = false;
        Pumps pumps = new Pumps(out, err);
        starting.readLock().lock();
        try {
            if (stopped) {
                return new ChildOutcome.Stopped();
            }
            child = new Child(Starter.start(spec, environment, isolation, pumps), pumps, escalation);
            running.add(child);
        } catch (Starter.NotStartedException e) {
            LOG.debug("not started: {}", e.getMessage());
            return new ChildOutcome.NotStarted(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            withoutThread = true;
            return new ChildOutcome.NotStarted(spec.program() + ": " + e.getMessage());
        } finally {
            starting.readLock().unlock();
            if (withoutThread) {
                endUnknown();
            }
        }
        LOG.debug("process {}: {}", child.pid(), spec);
        try {
            if (stopped) { // its start may have hung until stopAll had gone
                child.stopNow();
            }
            ChildOutcome outcome = child.follow(limit);
            if (outcome instanceof ChildOutcome.Stuck) {
                stuck.add(child.group());
            }
            return outcome;
        } finally {
            running.remove(child);
        }
    }

    private Captured capture(ChildSpec spec, Isolation with, Duration limit) throws InterruptedException {
        BoundedBytes out = new BoundedBytes(Captured.LARGEST);
        BoundedBytes err = new BoundedBytes(Captured.LARGEST);
        ChildOutcome outcome = run(spec, with, out, err, Optional.of(limit));
        return new Captured(outcome, out.toBytes(), err.toBytes());
    }

    /** Looked up once, by the first child. */
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

    /**
     * Ends children whose start failed half-way because no thread could be started: nobody knows their pids. Nothing
     * else is being started meanwhile.
     */
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
            Thread.currentThread().interrupt(); // a start that is under way sees for itself that all is stopped
        }
    }

    private static void rethrow(Optional<Throwable> first, Optional<Throwable> second) {
        if (first.isEmpty() && second.isEmpty()) {
            return;
        }
        Throwable failure = first.orElseGet(second::get);
        second.filter(other -> other != failure).ifPresent(failure::addSuppressed);
        if (failure instanceof Error error) {
            throw error;
        }
        throw failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }
}
