package dev.brigade.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories are opened, and nothing else. */
@Timeout(60)
final class OpenDirectoryTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void build() {
        TreeBuilder.build(
                folder,
                Node.root(
                        Node.fifo("fifo"),
                        Node.file("file", 1),
                        Node.dir("directory", Node.file("inside", 1)),
                        Node.symlink("link", "directory")));
    }

    @Test
    void opensADirectory() throws IOException {
        try (DirectoryStream<Path> entries = OpenDirectory.at(folder.resolve("directory"))) {
            assertThat(entries).containsExactly(folder.resolve("directory/inside"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "file", "link"})
    void doesNotWaitForAnythingElse(String name) {
        assertThatThrownBy(() -> OpenDirectory.at(folder.resolve(name))).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void saysThatItIsMissing() {
        assertThatThrownBy(() -> OpenDirectory.at(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
