package dev.brigade.machine;

import dev.brigade.exec.ChildOutcome;
import dev.brigade.exec.ChildSpec;
import dev.brigade.exec.Children;
import dev.brigade.exec.Children.Captured;
import dev.brigade.format.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the command that the user wants at the end. A failure is a warning and nothing else. */
public final class OnEnd {
    /** How long the command may run. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private OnEnd() {}

    /**
     * Runs a command without a shell, and waits for it.
     *
     * @param command the program and its arguments
     * @param inherited variables that this program was started with
     * @param variables what it is told, such as {@link EndVariables}
     * @param limit after which it is ended
     * @param lines takes what it prints
     * @param warnings takes a line if it fails
     */
    public static void run(
            List<String> command,
            Map<String, String> inherited,
            Map<String, String> variables,
            Duration limit,
            Consumer<String> lines,
            Consumer<String> warnings)
            throws InterruptedException {
        try (Children children = new Children(inherited)) {
            Captured ended = children.capture(new ChildSpec(command, Path.of("").toAbsolutePath(), variables), limit);
            (ended.out() + ended.err()).lines().map(Names::printable).forEach(lines);
            String failure = failure(ended.outcome(), limit);
            if (!failure.isEmpty()) {
                warnings.accept("--on-end: " + Names.printable(command.get(0)) + " " + failure);
            }
        }
    }

    private static String failure(ChildOutcome outcome, Duration limit) {
        if (outcome instanceof ChildOutcome.Exited exited) {
            return exited.status() == 0 ? "" : "ended with " + exited.status();
        } else if (outcome instanceof ChildOutcome.NotStarted reason) {
            return "did not start: " + Names.printable(reason.reason());
        } else if (outcome instanceof ChildOutcome.TimedOut) {
            return "was ended after " + limit.toSeconds() + " s";
        }
        return "was stopped";
    }
}
