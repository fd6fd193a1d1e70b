package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Rule;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source or destination that is unmounted while rsync is at work, and mounted again afterwards. */
@FaultTest
final class UnmountedIT {
    private final Survival survival = new Survival(Survival.tree(12, 4, 20_000));

    @BeforeAll
    static void needs() {
        Needs.root();
    }

    @AfterEach
    void close() {
        survival.close();
    }

    /** What is shown at the mount point stays where it is, so that it can be mounted again. */
    @Fault("lazy unmount of the source or the destination while rsync works, in each phase")
    @ParameterizedTest
    @CsvSource({"source, true", "source, false", "destination, true", "destination, false"})
    void unmounted(String which, boolean copying) {
        survival.trees().sh("mkdir -p destination && mv " + which + " shown");
        Path directory = survival.home().resolve(which);
        Path shown = survival.home().resolve("shown");
        try (Mount mount = Mount.bind(directory, shown)) {
            assertThat(mount).isNotNull();
            Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
            FakeRsync rsync = survival.rsync(
                    phase.first(1)
                            .bash("(sleep 0.3; umount -l '" + directory + "') > /dev/null 2>&1 &")
                            .bash("args=(--bwlimit=100 \"${args[@]}\")")
                            .runReal()
                            .bash("wait"),
                    Rule.copies().afterPreflight().first(copying ? 0 : 99).exit(0));

            Ended ended = survival.sync(survival.program().with(rsync), "-p", "1", "-f", "8");

            survival.assertEnded(ended, 31);
            assertThat(ended.out()).contains("the storage was lost: " + directory);
            assertThat(directory).isEmptyDirectory();
            survival.trees().sh("mount --bind shown " + which);
            survival.assertHeals();
        }
    }
}
