package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import dev.brigade.model.Unit;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read ahead; that it saves calls to a server is shown with one ({@code NfsRpcsIT}). */
final class ReadAheadTest {
    @TempDir
    private Path folder;

    private int read(Unit... units) {
        ReadAhead ahead = new ReadAhead(folder.resolve("tree"));
        for (Unit unit : units) {
            ahead.accept(unit);
        }
        return ahead.entries();
    }

    @Test
    void directoriesAreReadWhereTheirContentsAreMeant() {
        TreeBuilder.build(
                folder.resolve("tree"),
                Node.root(
                        Node.file("top", 1),
                        Node.dir(
                                "a",
                                Node.file("1", 1),
                                Node.symlink("2", "nowhere"),
                                Node.dir("below", Node.file("3", 1))),
                        Node.dir(FileName.of("\u0001\n"), List.of(Node.file("4", 1)))));
        assertThat(read(new Unit(FileName.of("a"), true))).isEqualTo(3);
        assertThat(read(new Unit(FileName.of("a"), false))).isZero();
        assertThat(read(new Unit(FileName.ROOT, true), new Unit(FileName.of("\u0001\n"), true)))
                .isEqualTo(4);
    }

    @Test
    void whatIsNotThereIsNoMatter() {
        assertThat(read(new Unit(FileName.of("a"), true))).isZero();
    }
}
