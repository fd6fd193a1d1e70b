package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Rule;
import dev.brigade.testing.Tools;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same command goes on with a run that was killed or stopped. */
final class ResumeTest {
    private static final Pattern STATE = Pattern.compile("(run-\\S+)  unfinished, (\\d+) of (\\d+) buckets copied .*");

    private static final String[] ONE_BY_ONE = {"-p", "1", "-f", "10"};

    private final Sandbox sandbox = new Sandbox(Sandbox.tree(10, 9, 2_000));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private static long copies(FakeRsync rsync) {
        return rsync.calls().stream().filter(FakeRsync.Call::isCopy).count();
    }

    /** Kills a run that has copied three buckets and is at its fourth. */
    private void killInTheFourthBucket(String... options) {
        FakeRsync rsync = sandbox.fake(
                Rule.copies().afterPreflight().first(3).runReal(),
                Rule.copies().afterPreflight().hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync(options));
        Sandbox.await("a fourth copy", () -> copies(rsync) == 4);
        child.signal(9);
        child.await();
    }

    private String[] runs(String... words) {
        Ended ended = sandbox.program()
                .run(Stream.concat(Stream.of("runs"), Stream.of(words)).toArray(String[]::new));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended.out().split("\n");
    }

    private Matcher unfinished() {
        assertThat(runs()).hasSize(1);
        Matcher matcher = STATE.matcher(runs()[0]);
        assertThat(matcher.matches()).as(runs()[0]).isTrue();
        return matcher;
    }

    private Path directory() {
        assertThat(sandbox.runs()).hasSize(1);
        return sandbox.runs().get(0);
    }

    private void assertCompletes(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    @Test
    void bucketsThatAreDoneAreNotCopiedAgain() {
        killInTheFourthBucket(ONE_BY_ONE);
        Matcher state = unfinished();
        assertThat(state.group(2)).isEqualTo("3");
        int left = Integer.parseInt(state.group(3)) - 3;

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync(ONE_BY_ONE));

        assertCompletes(ended);
        assertThat(copies(rsync)).isEqualTo(left);
        assertThat(ended.out()).containsPattern("copy     100 entries, .*, 3\\d of them before; the rest in ");
        assertThat(runs()[0]).contains(state.group(1)).contains("over, exit code 0");
    }

    @Test
    void howManyProcessesAndHowFastMayBeAnotherEachTime() {
        killInTheFourthBucket(ONE_BY_ONE);
        int left = Integer.parseInt(unfinished().group(3)) - 3;

        FakeRsync rsync = sandbox.fake();
        assertCompletes(sandbox.program()
                .with(rsync)
                .run(sandbox.sync("-p", "4", "-f", "10", "--bwlimit", "100M", "--max-duration", "1h")));

        assertThat(copies(rsync)).isEqualTo(left);
    }

    /** The crawl is not repeated: what has come since is found by phase 2, which looks at everything. */
    @Test
    void whatChangedSinceIsFoundAndSaid() throws IOException {
        killInTheFourthBucket(ONE_BY_ONE);
        Files.writeString(sandbox.source().resolve("new"), "new");
        for (int i = 0; i < 10; i++) {
            Files.writeString(sandbox.source().resolve("directory " + i + "/file 0"), "changed");
        }

        Ended ended = sandbox.program().run(sandbox.sync(ONE_BY_ONE));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out()).contains("  new\n").containsPattern("  directory \\d/file 0\n");
        sandbox.assertEqualTrees();
    }

    @Test
    void aRunKilledInItsSecondPhaseOnlyVerifies() {
        FakeRsync hanging = sandbox.fake(Rule.looks().hang());
        Child child = sandbox.program().with(hanging).start(sandbox.sync(ONE_BY_ONE));
        Sandbox.await(
                "a look",
                () -> hanging.calls().stream()
                        .anyMatch(call -> !call.isCopy() && !call.arguments().contains("-n")));
        child.signal(9);
        child.await();
        assertThat(unfinished().group(2)).isEqualTo(unfinished().group(3));

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync(ONE_BY_ONE));

        assertCompletes(ended);
        assertThat(copies(rsync)).isZero();
    }

    @Test
    void aBucketThatFailedInPartIsCopiedAgain() {
        FakeRsync rsync = sandbox.fake(
                Rule.copies()
                        .afterPreflight()
                        .first(1)
                        .runReal()
                        .stderr("rsync: [sender] send_files failed to open \"/x\": Permission denied (13)\n")
                        .exit(23),
                Rule.copies().afterPreflight().first(3).runReal(),
                Rule.copies().afterPreflight().hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync(ONE_BY_ONE));
        Sandbox.await("a copy that hangs", () -> copies(rsync) == 5);
        child.signal(9);
        child.await();
        assertThat(unfinished().group(2)).isEqualTo("3");
    }

    @Test
    void freshStartsOver() {
        killInTheFourthBucket(ONE_BY_ONE);
        Matcher state = unfinished();

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("-p", "1", "-f", "10", "--fresh"));

        assertCompletes(ended);
        assertThat(copies(rsync)).isEqualTo(Integer.parseInt(state.group(3)));
        assertThat(runs()).hasSize(1).allSatisfy(line -> assertThat(line).doesNotContain(state.group(1)));
    }

    @Test
    void otherOptionsBeginAnewAndSaySo() {
        killInTheFourthBucket(ONE_BY_ONE);
        String before = unfinished().group(1);

        Ended ended = sandbox.program().run(sandbox.sync("-p", "1", "-f", "20"));

        assertCompletes(ended);
        assertThat(ended.err())
                .isEqualTo("brigade: warning: the unfinished run " + before
                        + " of these directories was asked for something else and is given up\n");
    }

    @Test
    void withoutVerificationTooNothingIsLost() {
        killInTheFourthBucket("-p", "1", "-f", "10", "--verify", "none");
        assertCompletes(sandbox.program().run(sandbox.sync("-p", "1", "-f", "10", "--verify", "none")));
    }

    /** In place, a name that only the destination has for a file changes with it, and only content tells. */
    @Test
    void thatContentHasToBeComparedIsRemembered() throws IOException {
        Path file = sandbox.source().resolve("directory 0/file 0");
        Path other = sandbox.source().resolve("directory 9/file 9");
        Files.write(other, new byte[2_000]);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Path there = sandbox.destination().resolve("directory 0/file 0");
        Files.createDirectories(there.getParent());
        Files.createDirectories(sandbox.destination().resolve("directory 9"));
        Files.writeString(there, "old");
        Files.createLink(sandbox.destination().resolve("directory 9/file 9"), there);
        FakeRsync rsync = sandbox.fake(Rule.looks().hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync(ONE_BY_ONE));
        Sandbox.await(
                "a look",
                () -> rsync.calls().stream()
                        .anyMatch(call -> !call.isCopy() && !call.arguments().contains("-n")));
        child.signal(9);
        child.await();

        Ended ended = sandbox.program().run(sandbox.sync(ONE_BY_ONE));

        assertThat(ended.out()).contains("warning: content was compared");
        assertCompletes(ended);
    }

    @Test
    void resumeNeedsNoMoreThanTheName() {
        killInTheFourthBucket("-p", "1", "-f", "10", "--exclude", "file 3", "--exclude", "it's; $HOME");
        Matcher state = unfinished();

        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().in(Path.of("/")).with(rsync).run("resume", state.group(1), "--stats");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(copies(rsync)).isEqualTo(Integer.parseInt(state.group(3)) - 3);
        assertThat(ended.out()).contains("Copy entries done before: ");
        assertThat(sandbox.destination().resolve("directory 5/file 3")).doesNotExist();
        assertThat(sandbox.destination().resolve("directory 5/file 4")).exists();

        Ended over = sandbox.program().run("resume", state.group(1));
        assertThat(over.exit()).isEqualTo(40);
        assertThat(over.err())
                .isEqualTo("brigade: the run " + state.group(1) + " is over: the same command begins a new one\n");
        Ended nobody = sandbox.program().run("resume", "run-x");
        assertThat(nobody.exit()).isEqualTo(2);
        assertThat(nobody.err()).contains("there is no run run-x in ").contains("see 'brigade runs'");
    }

    @Test
    void runsAreShownAndRemoved() {
        assertThat(sandbox.program().run("runs").out()).isEmpty();
        killInTheFourthBucket(ONE_BY_ONE);
        String run = unfinished().group(1);

        assertThat(runs("show", run))
                .contains("run      " + run)
                .anyMatch(line -> line.startsWith("state    unfinished, 3 of "))
                .anyMatch(line -> line.startsWith("begun    20") && line.contains(", brigade "))
                .anyMatch(line -> line.startsWith("command  brigade sync --processes=1 --files=10 ")
                        && line.endsWith(" -- " + sandbox.source() + "/ " + sandbox.destination()));
        runs("rm", run);

        assertThat(sandbox.program().run("runs").out()).isEmpty();
        assertCompletes(sandbox.program().run(sandbox.sync()));
        String[] shown = runs("show", runs()[0].split(" ")[0]);
        assertThat(shown).contains("  all copied and verified").anyMatch(line -> line.matches("ended .*, exit code 0"));
    }

    private void flip(String file, long at) throws IOException {
        try (RandomAccessFile bytes =
                new RandomAccessFile(directory().resolve(file).toString(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 1);
        }
    }

    private void assertRefused(String... reasons) {
        Inventory before = Inventory.of(sandbox.destination());
        Ended refused = sandbox.program().run(sandbox.sync(ONE_BY_ONE));
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(40);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("brigade: the unfinished run " + directory().getFileName() + " cannot be gone on with: ")
                .contains(reasons)
                .endsWith("; the same command with --fresh starts over\n")
                .containsOnlyOnce("\n");
        assertThat(Inventory.of(sandbox.destination())).isEqualTo(before);

        Ended fresh = sandbox.program().run(sandbox.sync("-p", "1", "-f", "10", "--fresh"));
        assertCompletes(fresh);
    }

    @ParameterizedTest
    @CsvSource({"copy-0.manifest, 0", "copy-0.manifest, 700", "journal, 2", "plan, 0", "request, 0"})
    void whatIsDamagedIsRefused(String file, long at) throws IOException {
        killInTheFourthBucket(ONE_BY_ONE);
        flip(file, at);
        if (file.equals("request")) {
            // Nobody knows any more what it was: so it is nobody's, and a new run begins.
            assertThat(runs()[0]).contains("damaged: request is damaged");
            Ended ended = sandbox.program().run(sandbox.sync(ONE_BY_ONE));
            assertThat(ended.exit()).as(ended.toString()).isZero();
            sandbox.assertEqualTrees();
            runs("rm", directory().getFileName().toString());
            return;
        }
        assertRefused(file.equals("copy-0.manifest") ? "copy-0.manifest is not as it was written" : "damaged");
    }

    @Test
    void aListThatWasCutShortIsRefused() throws IOException {
        killInTheFourthBucket(ONE_BY_ONE);
        Path manifest = directory().resolve("copy-0.manifest");
        byte[] whole = Files.readAllBytes(manifest);
        Files.write(manifest, Arrays.copyOf(whole, whole.length - 1));
        assertRefused("copy-0.manifest is not as it was written");
    }

    /** A list that leads out of the destination is no list of ours. */
    @Test
    void aListThatLeadsElsewhereIsRefused() throws IOException {
        killInTheFourthBucket(ONE_BY_ONE);
        Path manifest = directory().resolve("copy-0.manifest");
        String text = Files.readString(manifest, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("directory 7");
        Files.writeString(manifest, text.replace("directory 7", "../../../ec"), StandardCharsets.ISO_8859_1);
        assertRefused("copy-0.manifest is not as it was written");
    }

    @Test
    void filesOfAnotherRunAreRefused() throws IOException {
        killInTheFourthBucket(ONE_BY_ONE);
        Path mine = directory();
        Path copy = mine.resolveSibling("run-20990101T000000Z-0000");
        Files.move(mine, copy, StandardCopyOption.ATOMIC_MOVE);

        assertRefused("its journal is damaged near byte 0");
    }

    @Test
    void anotherVersionIsRefused() throws IOException {
        killInTheFourthBucket(ONE_BY_ONE);
        Path request = directory().resolve("request");
        Files.writeString(
                request,
                Files.readString(request).replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"brigade 9\""));
        assertRefused("it was begun by brigade 9, and this is brigade ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "destination"})
    void anotherDirectoryOfTheSameNameIsRefused(String which) throws IOException {
        killInTheFourthBucket(ONE_BY_ONE);
        Path directory = which.equals("source") ? sandbox.source() : sandbox.destination();
        Path moved = sandbox.beside("moved");
        Files.move(directory, moved);
        Tools.inside(sandbox.world(), "cp -a '" + moved + "' '" + directory + "'");
        assertRefused("a directory is not the one it was, which was " + directory + ": inode ");
    }

    @Test
    void aRunUnderWayIsNotRemovedNorGoneOnWith() {
        FakeRsync hanging = sandbox.fake(Rule.copies().afterPreflight().hang());
        Child child = sandbox.program().with(hanging).start(sandbox.sync(ONE_BY_ONE));
        Sandbox.await("a copy", () -> copies(hanging) == 1);
        String run = runs()[0].split(" ")[0];
        assertThat(runs()[0]).contains("running, 0 of ");

        for (List<String> words : List.of(List.of("runs", "rm", run), List.of("resume", run))) {
            Ended ended = sandbox.program().run(words.toArray(String[]::new));
            assertThat(ended.exit()).as(ended.toString()).isEqualTo(11);
            assertThat(ended.err()).contains(run).contains("under way").containsOnlyOnce("\n");
        }
        child.signal("TERM");
        assertThat(child.await().exit()).isEqualTo(10);
        assertThat(unfinished().group(2)).isEqualTo("0");
        assertThat(runs("show", run)).anyMatch(line -> line.startsWith("  interrupted: a signal came"));
    }
}
