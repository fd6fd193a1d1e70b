package dev.brigade.submit;

import dev.brigade.exec.ChildOutcome;
import dev.brigade.exec.ChildSpec;
import dev.brigade.exec.Children;
import dev.brigade.exec.LineConsumer;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the programs of engines, and writes their files. {@link #stop} may be called by another thread. */
public final class EngineTools {
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    /** A client needs up to 40 s to end after a signal. */
    private static final Duration GRACE = Duration.ofSeconds(45);

    private static final Path ROOT = Path.of("/");

    private final Children children;
    private final Consumer<String> results;
    private final Consumer<String> messages;
    private volatile boolean stopped;

    /**
     * Begins.
     *
     * @param results takes each line of a result
     * @param messages takes each line of a message; two threads may call both
     */
    public EngineTools(Children children, Consumer<String> results, Consumer<String> messages) {
        this.children = children;
        this.results = results;
        this.messages = messages;
    }

    /** Ends what runs. Nothing starts any more. */
    public void stop() {
        stopped = true;
        children.stopAll(GRACE);
    }

    boolean isStopped() {
        return stopped;
    }

    boolean has(String program) {
        return children.find(program).isPresent();
    }

    void report(String line) {
        results.accept(line);
    }

    /**
     * Runs a program that answers at once. Returns what it printed.
     *
     * @throws RefusedException with the program's own message if it failed
     */
    String answer(List<String> command) throws RefusedException, InterruptedException {
        Children.Captured ended = children.capture(new ChildSpec(command, ROOT, Map.of()), LONGEST_ANSWER);
        if (ended.status() == 0) {
            return ended.out().strip();
        }
        String reason = ended.outcome() instanceof ChildOutcome.NotStarted not ? not.reason() : ended.err();
        String text = reason.strip().replaceAll("\\s*\\n\\s*", "; ");
        throw new RefusedException(
                Fault.NOT_READY, command.get(0) + " failed: " + (text.isEmpty() ? "" + ended.outcome() : text));
    }

    /** Runs a program to its end, and passes on what it prints. Returns its exit status, or -1 if it was stopped. */
    int run(List<String> command, boolean printsResult) throws RefusedException, InterruptedException {
        LineConsumer log = lines(messages);
        ChildOutcome outcome =
                children.run(new ChildSpec(command, ROOT, Map.of()), printsResult ? lines(results) : log, log);
        if (stopped) {
            return -1;
        }
        if (outcome instanceof ChildOutcome.Exited exited) {
            return exited.status();
        }
        String reason = outcome instanceof ChildOutcome.NotStarted not
                ? not.reason()
                : command.get(0) + " does not end: " + outcome;
        throw new RefusedException(Fault.NOT_READY, reason);
    }

    private static LineConsumer lines(Consumer<String> to) {
        return (bytes, length) -> to.accept(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    /** Makes a directory for log files, for this user alone. */
    void makeDirectory(Path directory) throws RefusedException {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw cannotWrite(directory, e);
        }
    }

    /** Writes a file, whole or not at all. */
    void write(Path file, List<String> lines) throws RefusedException {
        try {
            Path beside = Files.createTempFile(file.getParent(), ".submit-", "");
            try {
                Files.write(beside, lines);
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static RefusedException cannotWrite(Path path, IOException e) {
        return new RefusedException(Fault.NOT_READY, "cannot write " + path + ": " + Reasons.of(e));
    }
}
