package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A destination that tells all names apart holds all of them. SameNamesIT has one that does not. */
final class SameNamesTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    @Test
    void nothingIsReportedIfTheDestinationHasAllNames() {
        trees.source(dir("d", file("Foo", 10), file("foo", 10), hardLink("FOO", "d/foo")), dir("D", file("x", 1)));
        Ended first = trees.sync("-p", "2");
        Ended again = trees.verify("-n");
        assertThat(first.exit()).as(first.toString()).isZero();
        assertThat(again.exit()).as(again.toString()).isZero();
        trees.assertSame();
    }
}
