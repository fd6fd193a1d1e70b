package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.sparse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.FakeRsync.Call;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.TwoTrees;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large files are dealt out by name, each process some, and keep their holes; small ones go with their directories. */
class LargeFileTest {
    private static final long MIB = 1 << 20;

    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private static void assertAllWell(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).doesNotContain("repaired");
    }

    @Test
    void areDealtToDifferentProcesses() {
        trees.source(
                file("one", 5 * MIB),
                dir("d", file("two", 5 * MIB), file("three", 5 * MIB), file("small", 10)),
                dir("e", file("x", 1)));
        FakeRsync rsync = trees.rsync();

        assertAllWell(trees.sync(trees.program().with(rsync), "-p", "3", "-s", "5M"));

        trees.assertSame();
        List<Call> copies = rsync.calls().stream().filter(Call::isCopy).toList();
        for (String name : List.of("./one", "././d/two", "././d/three")) {
            List<Call> naming = copies.stream()
                    .filter(call -> call.arguments().contains(name))
                    .toList();
            assertThat(naming).as(name).hasSize(1);
            assertThat(naming.get(0).arguments()).contains("-S").doesNotContain("././d/");
        }
        assertThat(copies.stream().filter(call -> call.arguments().contains("-S")))
                .hasSize(3);
        assertThat(copies.stream().filter(call -> call.arguments().contains("--max-size=" + (MIB - 1))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 4 -f 1", "--rsync -aHS", "--verify none"})
    void keepTheirHoles(String options) {
        trees.source(
                sparse("holes", 5 * MIB, 0L, 3 * MIB),
                dir("d", sparse("all hole", 5 * MIB), sparse("end", 2 * MIB, 0L)),
                file("full", 2 * MIB));

        assertAllWell(trees.sync(options.split(" ", -1)));

        trees.assertSame();
        assertThat(Inventory.of(trees.destination()).entry("holes").blocks() * 512)
                .isLessThan(MIB);
        assertThat(Inventory.of(trees.destination()).entry("full").blocks() * 512)
                .isGreaterThanOrEqualTo(2 * MIB);
    }

    @Test
    void areUpdatedInPlaceWherePartsChanged() {
        trees.source(
                sparse("holes", 5 * MIB, 0L),
                file("full", 3 * MIB),
                file("shorter", 2 * MIB),
                file("small-now", 2 * MIB));
        assertAllWell(trees.sync("-p", "2"));
        trees.sh("""
                cd source
                printf changed | dd of=holes bs=1 seek=4000000 conv=notrunc status=none
                printf changed | dd of=full bs=1 seek=2000000 conv=notrunc status=none
                truncate -s 1200000 shorter; truncate -s 100 small-now
                """);
        trees.date("source");
        trees.sh("touch -d '2021-01-01' source/holes source/full source/shorter source/small-now");

        assertAllWell(trees.sync("-p", "2"));

        trees.assertSame();
    }

    @Test
    void atTheLimitArrive() {
        trees.source(
                file("below", MIB - 1),
                file("at", MIB),
                file("above", MIB + 1),
                dir("d", file("at", MIB), file("below", MIB - 1)));

        assertAllWell(trees.sync("-p", "2", "-f", "2"));

        trees.assertSame();
    }
}
