package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Difference;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeComparer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --engine direct}: killed at random moments, its storage lost, another user who plants names. */
@FaultTest
final class DirectEngineIT {
    private static final int MOMENTS = 64;
    private static final int DIRECTORIES = 12;
    private static final int FILES = 8;
    private static final long SEED = Long.getLong("brigade.seed", System.nanoTime());

    /** Slow enough that the copy is met: 1.2 MB. */
    private static final String[] SLOWLY = {"--engine", "direct", "-p", "2", "-f", "8", "--bwlimit", "1M"};

    private final Survival survival = new Survival(tree());

    /** All directories are for everyone to write in, as soon as they have their own modes. */
    private static Node[] tree() {
        Node[] tree = IntStream.range(0, DIRECTORIES)
                .mapToObj(i -> Node.dir("directory " + i, files()).mode(0777))
                .toArray(Node[]::new);
        tree[0] = Node.dir("deep", Node.dir("directory 0", files()).mode(0777)).mode(0777);
        tree[1] = Node.dir("rest", Node.file("large", 1_100_000), Node.file("a", 9), Node.hardLink("b", "rest/a"))
                .mode(0777);
        return tree;
    }

    private static Node[] files() {
        return IntStream.range(0, FILES)
                .mapToObj(i -> Node.file("file " + i, 12_000))
                .toArray(Node[]::new);
    }

    @BeforeAll
    static void needs() {
        Needs.root();
        System.out.println("[brigade] DirectEngineIT: seed " + SEED + "; again with -Dbrigade.seed=" + SEED);
    }

    @AfterEach
    void close() {
        survival.close();
    }

    /** The directories of the destination, itself too; what goes meanwhile is left out. */
    private List<Path> directories() {
        try (Stream<Path> first = Files.list(survival.destination());
                Stream<Path> deep = Files.list(survival.destination().resolve("deep"))) {
            return Stream.of(Stream.of(survival.destination()), first, deep)
                    .flatMap(all -> all)
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return Files.isDirectory(survival.destination()) ? List.of(survival.destination()) : List.of();
        }
    }

    private void awaitDirectories(Child child, int count) {
        Survival.await(
                count + " directories", () -> !child.isAlive() || directories().size() >= count);
    }

    @Fault("KILL of the program while it copies by itself, at random moments")
    @RepeatedTest(MOMENTS)
    void killed(RepetitionInfo moment) {
        Random random = new Random(SEED + moment.getCurrentRepetition());
        int count = 1 + random.nextInt(DIRECTORIES);
        int micros = random.nextInt(200_000);
        Child child = survival.start(survival.program(), SLOWLY);
        awaitDirectories(child, count);
        LockSupport.parkNanos(micros * 1000L);
        survival.kill(child, count + " directories and " + micros + " us");
        survival.assertNoFileOnlyLooksRight();
        survival.assertHeals();
    }

    @Fault("KILL of the program while several threads copy one file, at random moments")
    @RepeatedTest(12)
    void killedInALargeFile(RepetitionInfo moment) {
        FaultFs.needs();
        long bytes = new Random(SEED - moment.getCurrentRepetition()).nextInt(100 << 20);
        survival.trees().sh("head -c 150000000 /dev/urandom > source/large");
        try (FaultFs storage = FaultFs.over(survival.source())) {
            storage.mend();
            File large = survival.destination().resolve("large").toFile();
            Child child = survival.start(survival.program(), "--engine", "direct", "-p", "8");
            Survival.await(bytes + " bytes", () -> !child.isAlive() || large.length() > bytes);
            survival.kill(child, bytes + " bytes");
            survival.assertNoFileOnlyLooksRight();
            survival.assertHeals();
        }
    }

    /** With 1,000 entries, all are in one bucket. */
    @Fault("lazy unmount of the source or the destination while brigade copies by itself")
    @ParameterizedTest
    @CsvSource({"source, 8", "source, 1000", "destination, 8", "destination, 1000"})
    void unmounted(String which, String entries) {
        survival.loses(which, directory -> {
            Child child = survival.start(
                    survival.program(), "--engine", "direct", "-p", "1", "-f", entries, "--bwlimit", "1M");
            awaitDirectories(child, 4);
            survival.trees().sh("umount -l " + which);
            return child.await();
        });
    }

    /** The source's modes let everyone write. */
    @Test
    @Fault("directories that others may write in, before the verification")
    void directoriesAreClosedUntilTheVerification() throws IOException {
        Path verifies = survival.home().resolve("verifies");
        FakeRsync rsync =
                survival.rsync(Rule.looks().bash("touch '" + verifies + "'").runReal());
        survival.trees().sh("mkdir -m 777 destination");
        Child child = survival.start(survival.program().with(rsync), SLOWLY);
        int looks = 0;
        int seen = 0;
        while (child.isAlive()) {
            TreeSet<String> open = new TreeSet<>();
            List<Path> all = directories();
            for (Path directory : all) {
                String mode = Files.getAttribute(directory, "unix:mode").toString();
                if (!directory.equals(survival.destination()) && (Integer.parseInt(mode) & 0777) != 0700) {
                    open.add(directory + " " + Integer.toOctalString(Integer.parseInt(mode)));
                }
            }
            if (Files.exists(verifies)) {
                break;
            }
            assertThat(open).isEmpty();
            looks++;
            seen = Math.max(seen, all.size());
        }
        Ended ended = child.await();

        survival.assertEnded(ended, 0);
        assertThat(looks).isGreaterThan(20);
        assertThat(seen).isEqualTo(DIRECTORIES + 2);
        survival.trees().assertSame();
        survival.assertHeals();
    }

    /** Names of all files and directories: symbolic links to a directory elsewhere, hard links of a file elsewhere. */
    private static final String PLANTS = """
            cd "$0" || exit
            while [ ! -e stop ]; do
                find destination -type d 2> /dev/null | while IFS= read -r directory; do
                    ln -P -t "$directory" links/* 2> /dev/null
                    ln -t "$directory" files/* 2> /dev/null
                    %s
                done
                echo >> rounds
            done
            """;

    @Fault("another user who plants links in all directories of the destination while it is copied to")
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                "rm -f destination/* 2> /dev/null",
                "mv -T \"$directory\" \"moved/$(date +%N)\" 2> /dev/null"
                        + " && { mkdir -m 777 \"$directory\"; ln -t \"$directory\" files/*; } 2> /dev/null"
            })
    void plantedNames(String more) {
        survival.trees()
                .sh("chmod 755 . && mkdir -m 777 destination && mkdir outside links files moved"
                        + " && for i in $(seq 0 12); do ln -s ../outside links/\"directory $i\";"
                        + " echo precious > files/\"file $i\"; done; ln -s ../outside links/deep;"
                        + " ln -s ../outside links/rest; touch rounds; chown -h 65534 links files moved outside rounds"
                        + " links/* files/*; chmod 777 outside");
        String before = outside();
        try (OtherUser user = OtherUser.create()) {
            Child planter = planter(user, String.format(PLANTS, more));
            Ended ended;
            try {
                ended = survival.sync(survival.program(), SLOWLY);
            } finally {
                survival.trees().sh("touch stop");
            }
            assertThat(planter.await().exit()).isZero();

            survival.assertEnded(ended, List.of(0, 3, 20, 21));
            assertThat(outside()).isEqualTo(before);
            if (ended.exit() == 0) {
                assertNothingIsMissing();
            }
            assertThat(survival.home().resolve("rounds")).isNotEmptyFile();
        }
        survival.trees().sh("rm -rf links files moved");
        survival.assertHealsBy("--delete", "--max-delete", "100%", "--verify", "checksum");
    }

    /** After the copy, everyone may add entries to some directories. These do not count. */
    private void assertNothingIsMissing() {
        List<Difference> differences = TreeComparer.ignoring(TreeComparer.Ignore.DIRECTORY_TIMES)
                .differences(survival.source(), survival.destination());
        assertThat(differences).allMatch(difference -> difference.property().equals("extra"));
    }

    private Child planter(OtherUser user, String script) {
        return user.start("sh", "-c", script, survival.home().toString());
    }

    /** All that may not change: what the names that were planted lead to. */
    private String outside() {
        return survival.trees()
                .sh("find outside files -printf '%p %y %m %U %G %s %T@\\n' | grep -v '^files d' | sort; cat files/*");
    }
}
