package dev.brigade.cli;

import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TreeComparer.Ignore;
import java.util.stream.Stream;

/** Helpers for tests of {@code brigade msrsync}. */
final class Msrsync {
    /** msrsync's default options {@code -aS --numeric-ids} keep everything but hard links. */
    static final TreeComparer BY_DEFAULT = TreeComparer.ignoring(Ignore.LINKS);

    private Msrsync() {}

    /** The command and its words. */
    static String[] line(String... words) {
        return Stream.concat(Stream.of("msrsync"), Stream.of(words)).toArray(String[]::new);
    }

    /** Whether a call only asks rsync whether it takes the options. */
    static boolean isPreflight(FakeRsync.Call call) {
        return call.arguments().contains("-n");
    }

    /** The calls that copied, or set what directories keep at the end. */
    static long copies(FakeRsync rsync) {
        return rsync.calls().stream().filter(call -> !isPreflight(call)).count();
    }
}
