package dev.brigade.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Counts for each {@link Fault} how often it was tried and survived; prints the table when the last class is through.
 * Thread-safe.
 */
final class FaultTable implements BeforeAllCallback, TestWatcher {
    /** What became of one fault. */
    private record Count(int runs, int survived) {
        Count plus(Count other) {
            return new Count(runs + other.runs, survived + other.survived);
        }
    }

    /** One for all classes; JUnit closes it at the end. */
    private static final class Rows implements AutoCloseable {
        private final Map<String, Count> byFault = new TreeMap<>();

        synchronized void add(Fault fault, boolean survived) {
            byFault.merge(fault.value(), new Count(fault.runs(), survived ? fault.runs() : 0), Count::plus);
        }

        @Override
        public synchronized void close() {
            StringBuilder table = new StringBuilder(line("fault", "runs", "survived"));
            byFault.forEach((fault, count) -> table.append(line(fault, count.runs(), count.survived())));
            Count all = byFault.values().stream().reduce(new Count(0, 0), Count::plus);
            table.append(line("all", all.runs(), all.survived()));
            System.out.print(table);
            try {
                Files.writeString(Survival.TARGET.resolve("faults.txt"), table);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String line(Object fault, Object runs, Object survived) {
        return String.format("%-76s %5s %9s%n", fault, runs, survived);
    }

    private static Rows rows(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(FaultTable.class))
                .computeIfAbsent(Rows.class, key -> new Rows(), Rows.class);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        rows(context);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        count(context, true);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        count(context, false);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        count(context, false);
    }

    private static void count(ExtensionContext context, boolean survived) {
        Optional<Fault> fault = context.getTestMethod().map(method -> method.getAnnotation(Fault.class));
        rows(context)
                .add(
                        fault.orElseThrow(() -> new IllegalStateException("no @Fault at " + context.getUniqueId())),
                        survived);
    }
}
