package dev.brigade.faults;

import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
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

    @Fault("lazy unmount of the source or the destination while rsync works, in each phase")
    @ParameterizedTest
    @CsvSource({"source, true", "source, false", "destination, true", "destination, false"})
    void unmounted(String which, boolean copying) {
        survival.loses(which, directory -> {
            Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
            FakeRsync rsync = survival.rsync(
                    phase.first(1)
                            .bash("(sleep 0.3; umount -l '" + directory + "') > /dev/null 2>&1 &")
                            .bash("args=(--bwlimit=100 \"${args[@]}\")")
                            .runReal()
                            .bash("wait"),
                    Rule.copies().afterPreflight().first(copying ? 0 : 99).exit(0));

            return survival.sync(survival.program().with(rsync), "-p", "1", "-f", "8");
        });
    }
}
