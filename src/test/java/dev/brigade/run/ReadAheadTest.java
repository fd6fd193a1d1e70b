package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.TransferItem;
import dev.brigade.model.FileName;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read ahead; the calls that it saves are counted by {@code NfsRpcsIT} and {@code src/bench/slowfs}. */
final class ReadAheadTest {
    @TempDir
    private Path folder;

    private void build() {
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
    }

    private int read(boolean reads, boolean opens, TransferItem... items) {
        ReadAhead ahead = new ReadAhead(folder.resolve("tree"), reads, opens, () -> false);
        for (TransferItem item : items) {
            ahead.accept(item);
        }
        return ahead.entries();
    }

    private static TransferItem contents(String name) {
        return new TransferItem(FileName.of(name), true);
    }

    @Test
    void directoriesAreReadWhereTheirContentsAreMeant() {
        build();
        assertThat(read(true, false, contents("a"))).isEqualTo(3);
        assertThat(read(true, true, new TransferItem(FileName.of("a"), false))).isZero();
        assertThat(read(false, true, contents("a"))).isZero();
        assertThat(read(true, false, new TransferItem(FileName.ROOT, true), contents("\u0001\n")))
                .isEqualTo(4);
    }

    @Test
    void whatIsNotThereOrNoDirectoryIsNoMatter() {
        build();
        assertThat(read(true, true, contents("none"), contents("top"), new TransferItem(FileName.of("top"), false)))
                .isZero();
    }

    @Test
    void aLargeDirectoryIsNotReadToTheEnd() throws IOException {
        Path large = Files.createDirectories(folder.resolve("tree/large"));
        for (int i = 0; i <= ReadAhead.MOST; i++) {
            Files.createFile(large.resolve("f" + i));
        }
        assertThat(read(true, false, contents("large"), contents("large"))).isEqualTo(ReadAhead.MOST);
    }

    @Test
    void itEndsWhenTheRunIsStopped() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("tree/d"));
        IntStream.range(0, 10).forEach(i -> TreeBuilder.add(directory, Node.file("f" + i, 1)));
        AtomicInteger asked = new AtomicInteger();
        ReadAhead ahead = new ReadAhead(folder.resolve("tree"), true, false, () -> asked.incrementAndGet() > 5);

        ahead.accept(contents("d"));
        ahead.accept(contents("d"));

        assertThat(ahead.entries()).isEqualTo(4);
    }
}
