package dev.brigade.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.StartedProcess;

/** A running child process; its output is collected as bytes meanwhile. Thread-safe. */
public final class Child {
    /** A grandchild that outlives the child can hold its pipes open; this long we wait for them. */
    private static final int CLOSE_SECONDS = 5;

    private final StartedProcess started;
    private final ByteArrayOutputStream out;
    private final ByteArrayOutputStream err;
    private final Duration timeout;

    private Child(StartedProcess started, ByteArrayOutputStream out, ByteArrayOutputStream err, Duration timeout) {
        this.started = started;
        this.out = out;
        this.err = err;
        this.timeout = timeout;
    }

    /**
     * Starts a command.
     *
     * @param environment all of it: nothing is inherited
     * @param timeout for {@link #await()}
     */
    static Child start(List<String> command, Path directory, Map<String, String> environment, Duration timeout) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessExecutor executor = new ProcessExecutor(command)
                .directory(directory.toFile())
                .redirectOutput(out)
                .redirectError(err)
                .closeTimeout(CLOSE_SECONDS, TimeUnit.SECONDS);
        System.getenv().keySet().forEach(name -> executor.environment(name, null));
        executor.environment(environment);
        try {
            return new Child(executor.start(), out, err, timeout);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + command, e);
        }
    }

    /** The process id. */
    public long pid() {
        return started.getProcess().pid();
    }

    /** Whether it has not ended yet. */
    public boolean isAlive() {
        return started.getProcess().isAlive();
    }

    /** The processes below it at this moment. */
    public List<ProcessHandle> descendants() {
        return started.getProcess().toHandle().descendants().toList();
    }

    /**
     * Among the processes below it, the client of an rsync that has an argument with this text and has forked as often
     * as it does: a client that generates, its server, and the server's receiver.
     */
    public Optional<ProcessHandle> rsync(String argument) {
        return descendants().stream()
                .filter(handle -> handle.info().commandLine().orElse("").contains(argument))
                .filter(handle -> handle.children().count() == 1)
                .filter(handle ->
                        handle.children().anyMatch(server -> server.children().count() == 1))
                .findFirst();
    }

    /** Sends a signal to this process alone, by number or name: {@code 9}, {@code TERM}. */
    public void signal(String signal) {
        Tools.run("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, String.valueOf(pid()));
    }

    /** As {@link #signal(String)}. */
    public void signal(int number) {
        Tools.run("sh", "-c", "kill -\"$1\" \"$2\"", "sh", String.valueOf(number), String.valueOf(pid()));
    }

    /** What it has printed so far, as UTF-8; complete lines only if it writes them at once. */
    public String outSoFar() {
        return ended(-1).out();
    }

    /** What it has logged so far, as UTF-8. */
    public String errSoFar() {
        return ended(-1).wholeErr();
    }

    /** Waits for its end; after the timeout it and its descendants are killed, and the test fails. */
    public Ended await() {
        try {
            ProcessResult result = started.getFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return ended(result.getExitValue());
        } catch (TimeoutException e) {
            kill();
            throw new AssertionError("still running after " + timeout + ": " + ended(-1), e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(ended(-1).toString(), e);
        }
    }

    /** Kills it and its descendants with SIGKILL, if they live. */
    public void kill() {
        ProcessHandle handle = started.getProcess().toHandle();
        handle.descendants().forEach(ProcessHandle::destroyForcibly);
        handle.destroyForcibly();
    }

    private Ended ended(int exit) {
        return new Ended(exit, out.toByteArray(), err.toByteArray());
    }
}
