package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few file descriptors, little memory, a directory as flat as can be, and a tree as deep. */
@FaultTest
final class LimitsIT {
    private static final int MILLION = 1_000_000;
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Survival survival = new Survival(Survival.tree(12, 4, 5_000));

    @BeforeAll
    static void needs() {
        Needs.root();
    }

    @AfterEach
    void close() {
        survival.close();
    }

    private Ended withFewDescriptors(String processes) {
        String[] words = Survival.words("sync", "-p", processes, "-f", "4");
        return survival.inside(BrigadeProgram.launcher(Path.of("/bin/sh")))
                .run(Stream.concat(
                                Stream.of("-c", "ulimit -n 64 && exec \"$0\" \"$@\"", Survival.PROGRAM.toString()),
                                Stream.of(words))
                        .toArray(String[]::new));
    }

    @Fault("64 file descriptors, enough for the processes")
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "4"})
    void fewDescriptors(String processes) {
        Ended ended = withFewDescriptors(processes);

        survival.assertEnded(ended, 0);
        survival.trees().assertSame();
        survival.assertHealsBy("-p", processes, "-f", "4");
    }

    /** Fewer at a time help, unless Java's own helper cannot start: then it is said, and nothing is taken for done. */
    @Fault("64 file descriptors, too few for the processes")
    @ParameterizedTest
    @ValueSource(strings = {"8", "64"})
    void tooFewDescriptors(String processes) {
        Ended ended = withFewDescriptors(processes);

        survival.assertEnded(ended, List.of(0, 20, 40));
        if (ended.exit() == 0) {
            survival.trees().assertSame();
        } else {
            assertThat(ended.out() + ended.err())
                    .containsAnyOf("Too many open files", "rsync cannot be started any more");
        }
        survival.assertHealsBy("-p", processes, "-f", "4");
    }

    @Test
    @Fault("1 million entries in one directory, in 256 MiB of memory")
    void aMillionEntries() {
        survival.trees().sh("rm -r source");
        try (Mount source = Mount.tmpfs(survival.source(), "nr_inodes=1100000,size=1g");
                Mount destination = Mount.tmpfs(survival.destination(), "nr_inodes=1100000,size=1g")) {
            assertThat(source).isNotNull();
            assertThat(destination).isNotNull();
            survival.trees()
                    .sh("mkdir source/flat && cd source/flat && seq -f 'entry %.0f' " + MILLION
                            + " | tr '\\n' '\\0' | xargs -0 touch -d 2020-02-02");

            Ended ended = survival.sync(
                    survival.program().env("BRIGADE_JAVA_OPTS", "-Xmx256m").timeout(LONG));

            survival.assertEnded(ended, 0);
            assertThat(ended.out()).contains("Verified    1,000,000 files, 1 directory in ");
            survival.assertHeals((a, b) -> assertThat(listing(b)).isEqualTo(listing(a)));
        }
    }

    /** All that find tells of so many empty files; their content is no question. */
    private String listing(Path tree) {
        return survival.trees()
                .sh("cd " + tree.getFileName()
                        + " && find . -printf '%P %y %m %U %G %s %T@\\n' | LC_ALL=C sort | sha256sum");
    }

    @Test
    @Fault("a tree 1,000 directories deep")
    void deep() {
        Node deepest = Node.dir("d", Node.file("file", "at the bottom"), Node.symlink("link", "nowhere"));
        for (int i = 1; i < 1_000; i++) {
            deepest = Node.dir("d", deepest, Node.file("f", "at some depth"));
        }
        survival.trees().sh("rm -r source");
        survival.trees().source(deepest);

        Ended ended = survival.sync(survival.program(), "-p", "4");

        survival.assertEnded(ended, 0);
        survival.trees().assertSame();
        survival.assertHeals();
    }
}
