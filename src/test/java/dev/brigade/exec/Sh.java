package dev.brigade.exec;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Shell scripts as children, and what one wants to know of processes in a test. */
final class Sh {
    static final SystemProcessTable TABLE = new SystemProcessTable();

    private Sh() {}

    static ChildSpec script(Path directory, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return new ChildSpec(command, directory, Map.of("LC_ALL", "C"));
    }

    /** Lines as text, one char a byte; may be filled by several threads. */
    static final class Lines implements LineConsumer {
        final List<String> all = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void line(byte[] bytes, int length) {
            all.add(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        }

        Set<Long> asPids() {
            Set<Long> pids = new TreeSet<>();
            List.copyOf(all).forEach(line -> pids.add(Long.parseLong(line)));
            return pids;
        }

        /** Waits until this many lines came. */
        Lines await(int count) throws InterruptedException {
            Sh.await(count + " lines", () -> all.size() >= count);
            return this;
        }
    }

    static Set<Long> alive(Set<Long> pids) {
        Set<Long> alive = new TreeSet<>(pids);
        alive.removeIf(pid -> TABLE.find(pid).filter(ProcStat::isAlive).isEmpty());
        return alive;
    }

    /** Waits for something that another process does, half a minute at most. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
