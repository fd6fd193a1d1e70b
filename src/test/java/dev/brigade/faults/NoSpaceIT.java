package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ENOSPC on the destination and on the state directory, which are small file systems in memory. */
@FaultTest
final class NoSpaceIT {
    private final Survival survival = new Survival(Survival.tree(10, 4, 50_000));

    @BeforeAll
    static void needs() {
        Needs.root();
    }

    @AfterEach
    void close() {
        survival.close();
    }

    @Fault("ENOSPC on the destination, in each phase")
    @ParameterizedTest
    @CsvSource({
        "rsync, true, size=1m", "rsync, true, nr_inodes=20", "rsync, false, size=1m", "rsync, false, nr_inodes=20",
        "direct, true, size=1m", "direct, true, nr_inodes=20", "direct, true, size=300k", "direct, true, nr_inodes=5"
    })
    void onTheDestination(String engine, boolean copying, String small) {
        try (Mount full = Mount.tmpfs(survival.destination(), small)) {
            // A copy that does nothing leaves all the work to the verification.
            Ended ended = survival.sync(
                    (copying
                            ? survival.program()
                            : survival.program(Rule.copies().afterPreflight().exit(0))),
                    "--engine",
                    engine,
                    "-p",
                    "2",
                    "-f",
                    "8");

            survival.assertEnded(ended, 30);
            survival.assertNoFileOnlyLooksRight();
            assertThat(ended.out().lines().filter(line -> line.startsWith("no space is left: ")))
                    .as(ended.toString())
                    .hasSize(1);
            full.remount("size=100m,nr_inodes=1000");
            survival.assertHeals();
        }
    }

    @Fault("ENOSPC on the state directory at the start")
    @ParameterizedTest
    @ValueSource(strings = {"nr_inodes=1", "nr_inodes=2", "nr_inodes=3", "nr_inodes=4", "nr_inodes=5", "nr_inodes=6"})
    void onTheStateAtTheStart(String small) {
        try (Mount full = Mount.tmpfs(survival.state(), small)) {
            Ended ended = survival.sync(survival.program());

            survival.assertEnded(ended, 30);
            assertThat(ended.err()).startsWith("brigade: ").contains("No space left on device");
            full.remount("nr_inodes=1000");
            survival.assertHeals();
        }
    }

    @Fault("ENOSPC on the state directory in the crawl")
    @ParameterizedTest
    @ValueSource(strings = {"4k", "8k", "16k", "32k", "64k"})
    void onTheStateInTheCrawl(String size) {
        Node[] files = new Node[2_000];
        for (int i = 0; i < files.length; i++) {
            files[i] = Node.file("a name that takes some room in the manifest of the run " + i, "");
        }
        survival.trees().sh("rm -r source");
        survival.trees().source(Node.dir("many", files));
        try (Mount full = Mount.tmpfs(survival.state(), "size=" + size)) {
            Ended ended = survival.sync(survival.program());

            survival.assertEnded(ended, 30);
            assertThat(ended.err()).startsWith("brigade: ").contains("No space left on device");
            full.remount("size=10m");
            survival.assertHeals();
        }
    }

    /** A rule of rsync's as the moment at which another program takes all the room that is left. */
    private void fillsAt(Rule moment) {
        try (Mount full = Mount.tmpfs(survival.state(), "size=4m")) {
            assertThat(full).isNotNull();
            String filler = survival.state().resolve("filler").toString();
            Ended ended = survival.sync(
                    survival.program(moment.bash("cat /dev/zero > '" + filler + "' 2> /dev/null")
                            .runReal()),
                    "-p",
                    "1",
                    "-f",
                    "8");

            assertThat(survival.state().resolve("filler")).exists();
            survival.assertEnded(ended, List.of(0, 30));
            survival.trees().sh("rm state/filler");
            survival.assertHeals();
        }
    }

    @Test
    @Fault("ENOSPC on the state directory in the copy")
    void onTheStateInTheCopy() {
        fillsAt(Rule.copies().afterPreflight().first(1));
    }

    @Test
    @Fault("ENOSPC on the state directory in the verification")
    void onTheStateInTheVerification() {
        fillsAt(Rule.looks().first(1));
    }

    @Test
    @Fault("ENOSPC on the state directory at the final summary")
    void onTheStateAtTheFinalSummary() {
        fillsAt(Rule.looks());
    }
}
