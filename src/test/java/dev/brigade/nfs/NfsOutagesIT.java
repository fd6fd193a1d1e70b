package dev.brigade.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Difference;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TreeComparer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.junit.jupiter.Container;

/** A server that is away for a while or for good, or whose export goes, in the middle of a copy by each engine. */
@NfsTest
final class NfsOutagesIT {
    private static final Duration OUTAGE = Duration.ofSeconds(12);
    private static final int DIRECTORIES = 60;
    private static final int FILES = 25;

    @Container
    private static final NfsServer SERVER = new NfsServer().withLastingPorts();

    private final NfsTrees trees = new NfsTrees(SERVER);

    @AfterEach
    void close() {
        trees.close();
    }

    /** Starts a run, so slow that the copy takes 7 s, and waits until it has recorded some files. */
    private Child startAndAwaitFiles(String engine, String... more) {
        trees.build(DIRECTORIES, FILES, 1000);
        String[] options = Stream.concat(
                        Stream.of(
                                "-p",
                                "4",
                                "-v",
                                "--bwlimit",
                                "200",
                                "--engine",
                                engine,
                                "--log-json",
                                log().toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        Child child = trees.program().start(trees.words(options));
        // A server that has just started lets clients wait.
        await("30 files", () -> events(NfsOutagesIT::isFile).size() >= 30);
        if (engine.equals("direct")) {
            assertThat(child.descendants()).as("rsync copies nothing").isEmpty();
        }
        return child;
    }

    private Path log() {
        return trees.source().resolveSibling("log.json");
    }

    private static boolean isFile(String event) {
        return event.startsWith("{\"type\":\"changed\"") && event.contains("\"bytes\":1000,");
    }

    /** The events so far of the copy, which the verification follows. */
    private List<String> copyEvents() {
        try {
            return Files.exists(log())
                    ? Files.readAllLines(log()).stream()
                            .takeWhile(event -> !event.contains("\"pass\":\"verify\""))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> events(Predicate<String> which) {
        return copyEvents().stream().filter(which).toList();
    }

    private static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("never: " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** The copy had begun and did not come to its last file. The client may notice a little later that all is gone. */
    private void assertLost(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertThat(events(NfsOutagesIT::isFile)).hasSizeBetween(30, DIRECTORIES * FILES - 1);
    }

    /** The message names the destination, or a file that the direct engine could not remove. */
    private void assertNamesLostStorage(String engine, Ended ended) {
        String removed = engine.equals("direct") ? "|d\\S+ in the destination is incomplete and cannot be removed" : "";
        assertThat(ended.out()).containsPattern("the storage was lost: (" + trees.destination() + removed + ")");
    }

    /** A file with the source's size and time, and another content: a verification would not look into it. */
    private void assertNoFileOnlyLooksRight() {
        trees.mountAnew(); // What the server has counts, not what the client remembers.
        List<Difference> found = TreeComparer.strict().differences(trees.source(), trees.destination());
        Set<String> dated = names(found, "mtime");
        assertThat(names(found, "content")).allMatch(dated::contains);
    }

    private static Set<String> names(List<Difference> found, String property) {
        return found.stream()
                .filter(difference -> difference.property().equals(property))
                .map(Difference::name)
                .collect(Collectors.toSet());
    }

    private void assertTheSameCommandHeals(String engine) {
        Ended again = trees.sync("-p", "4", "--engine", engine);
        assertThat(again.exit()).as(again.toString()).isZero();
        TreeComparer.assertSame(trees.source(), trees.destination());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "direct"})
    void aHardMountWaitsForAServerThatComesBack(String engine) throws InterruptedException {
        trees.mount("4.2", "/export");
        Child child = startAndAwaitFiles(engine, "--stats");

        SERVER.crash();
        Thread.sleep(OUTAGE.toMillis());
        SERVER.startAgain();

        Ended ended = child.await();
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.wholeErr()).contains("brigade: warning: no progress for ");
        assertThat(ended.out()).containsPattern("warning: no progress for \\d+(\\.\\d+)? s in all");
        List<String> copied = copyEvents();
        assertThat(copied.stream().dropWhile(event -> !event.contains("no progress for ")))
                .as("files after the outage")
                .anyMatch(NfsOutagesIT::isFile);
        if (engine.equals("direct")) {
            assertThat(ended.out()).contains("Copy transferred by brigade itself: 1,500 files");
        }
        TreeComparer.assertSame(trees.source(), trees.destination());
    }

    /** By version 3: a client of version 4 waits for the server in its recovery, soft or not. */
    @ParameterizedTest
    @ValueSource(strings = {"rsync", "direct"})
    void aSoftMountThatTimesOutIsALostStorage(String engine) {
        trees.mount("3", "/export", "soft", "timeo=10", "retrans=1");
        Child child = startAndAwaitFiles(engine);

        SERVER.pause();
        Ended ended;
        try {
            ended = child.await();
        } finally {
            SERVER.resume();
        }

        assertLost(ended);
        assertNamesLostStorage(engine, ended);
        assertNoFileOnlyLooksRight();
        assertTheSameCommandHeals(engine);
    }

    /** A thread inside a call that does not return ends with the call, so the program may end only then, too. */
    @ParameterizedTest
    @ValueSource(strings = {"rsync", "direct"})
    void aHardMountWhoseServerStaysAwayIsGivenUp(String engine) {
        trees.mount("4.2", "/export");
        Child child = startAndAwaitFiles(engine, "--stall-timeout", "8s");

        SERVER.pause();
        try {
            await("the outcome", () -> child.outSoFar().contains("the storage was lost: no progress for "));
        } finally {
            SERVER.resume();
        }

        Ended ended = child.await();
        assertLost(ended);
        assertThat(ended.out()).contains(", the limit of --stall-timeout; ", "destination " + trees.destination());
        trees.assertNoProcess();
        assertNoFileOnlyLooksRight();
        assertTheSameCommandHeals(engine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "direct"})
    void anExportThatIsRemovedIsALostStorage(String engine) {
        String export = "/export/" + trees.ownName() + "-export";
        SERVER.sh("mkdir -m 1777 " + export);
        trees.mount("4.2", export);
        Child child = startAndAwaitFiles(engine);

        // Meanwhile the run goes on writing, so a directory may have an entry again before it is removed.
        SERVER.sh("mv " + export
                + " /export/removed; for i in $(seq 100); do rm -rf /export/removed && exit 0; done; exit 1");

        Ended ended = child.await();
        assertLost(ended);
        assertNamesLostStorage(engine, ended);
    }
}
