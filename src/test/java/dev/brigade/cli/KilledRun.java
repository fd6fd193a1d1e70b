package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import dev.brigade.testing.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A sandbox in which runs are killed and resumed. Not thread-safe. */
final class KilledRun implements AutoCloseable {
    /** Buckets of a directory each, one after the other. */
    static final String[] ONE_BY_ONE = {"-p", "1", "-f", "10"};

    private static final Pattern STATE = Pattern.compile(
            "run      (run-\\S+)\nstate    unfinished, (\\d+) of (\\d+) parts copied\n.*", Pattern.DOTALL);

    final Sandbox sandbox = new Sandbox(Sandbox.tree(10, 9, 2_000));

    static long copies(FakeRsync rsync) {
        return rsync.calls().stream().filter(FakeRsync.Call::isCopy).count();
    }

    /** Returns the names that each rsync process was to copy. */
    static List<List<String>> copied(FakeRsync rsync) {
        return rsync.calls().stream()
                .filter(FakeRsync.Call::isCopy)
                .map(call -> call.arguments().stream()
                        .filter(argument -> argument.startsWith("./"))
                        .toList())
                .toList();
    }

    /**
     * Kills a run that has copied three buckets and is at its fourth.
     *
     * @return what it has copied
     */
    List<String> killInTheFourthBucket(String... options) {
        FakeRsync rsync = sandbox.fake(
                Rule.copies().afterPreflight().first(3).runReal(),
                Rule.copies().afterPreflight().hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync(options));
        Sandbox.await("a fourth copy", () -> copies(rsync) == 4);
        // A report draws nothing of less than two moments.
        Sandbox.await("two recorded moments", () -> moments(sandbox.runs().get(0)) >= 2);
        child.signal(9);
        child.await();
        return firstThree(rsync);
    }

    /**
     * Leaves what {@link #killInTheFourthBucket} leaves, without a JVM to kill: the state directory and the destination
     * as they are while the fourth rsync runs. Whatever this run wrote later is taken back.
     *
     * @return what it has copied
     */
    List<String> crashInTheFourthBucket(String... options) {
        Path image = sandbox.beside("image");
        FakeRsync rsync = sandbox.fake(
                Rule.copies().afterPreflight().first(3).runReal(),
                Rule.copies()
                        .afterPreflight()
                        .bash("mkdir '" + image + "' && cp -a '" + sandbox.state() + "' '" + sandbox.destination()
                                + "' '" + image + "'")
                        .exit(1));
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync(options));
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        // The destination itself stays, for a run recognises it by its inode.
        Tools.inside(
                sandbox.world(),
                "rm -r state && mv ../image/state . && find destination -mindepth 1 -delete"
                        + " && cp -a ../image/destination/. destination && rm -r ../image");
        return firstThree(rsync);
    }

    private static long moments(Path run) {
        try (Stream<String> lines = Files.lines(run.resolve("history"))) {
            return lines.filter(line -> line.startsWith("s")).count();
        } catch (IOException e) {
            return 0; // Not begun.
        }
    }

    private static List<String> firstThree(FakeRsync rsync) {
        return copied(rsync).subList(0, 3).stream().flatMap(List::stream).toList();
    }

    /** Asserts that a further run copied just what the killed one had not. */
    void assertCopiedTheRest(List<String> before, FakeRsync rsync) {
        List<String> all = new ArrayList<>(before);
        copied(rsync).forEach(all::addAll);
        List<String> wanted = new ArrayList<>(List.of("./"));
        IntStream.range(0, 10).forEach(i -> wanted.add("././directory " + i + "/"));
        assertThat(all).containsExactlyInAnyOrderElementsOf(wanted);
    }

    String[] runs(String... words) {
        Ended ended = sandbox.program()
                .run(Stream.concat(Stream.of("runs"), Stream.of(words)).toArray(String[]::new));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended.out().lines().skip(words.length == 0 ? 1 : 0).toArray(String[]::new);
    }

    Matcher unfinished() {
        assertThat(runs()).hasSize(1);
        String shown = String.join("\n", runs("show", "last"));
        Matcher matcher = STATE.matcher(shown);
        assertThat(matcher.matches()).as(shown).isTrue();
        return matcher;
    }

    Path directory() {
        assertThat(sandbox.runs()).hasSize(1);
        return sandbox.runs().get(0);
    }

    void assertCompletes(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    /** Kills a run that has copied all, at its first look. */
    void killInTheSecondPhase(String... options) {
        FakeRsync rsync = sandbox.fake(Rule.looks().hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync(options));
        Sandbox.await("a look", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isLook));
        child.signal(9);
        child.await();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
