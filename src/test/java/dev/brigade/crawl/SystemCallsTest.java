package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The library is loaded when it is worth that, from a place where only this user writes; a crawl works without. */
final class SystemCallsTest {
    private final Scratch scratch = Scratch.create();
    private final Path root = scratch.path().resolve("tree");
    private final Path library = scratch.path().resolve("library");

    @BeforeEach
    void aTree() throws Exception {
        TreeBuilder.build(
                root, Node.root(Node.dir("a", Node.file("x", 1)), Node.dir("b", Node.file("y", 1)), Node.file("z", 1)));
        Files.createDirectory(
                library, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @AfterEach
    void remove() {
        scratch.close();
    }

    private List<String> run(Path directory, long worth) {
        Ended ended = BrigadeProgram.onClassPath(LoadProbe.class.getName())
                .run(root.toString(), directory.toString(), String.valueOf(worth));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended.out().lines().toList();
    }

    @Test
    void aShortCrawlLoadsNothing() {
        assertThat(run(library, 11))
                .containsExactly("5 entries", "5 entries", "JavaReader", "0 files left", "0 programs started");
    }

    @Test
    void aLongCrawlChangesOverLeavesNoFileAndStartsNoProgram() {
        assertThat(run(library, 5))
                .containsExactly("5 entries", "5 entries", "PosixReader", "0 files left", "0 programs started");
    }

    @Test
    void aDirectoryThatOthersWriteIntoIsNotUsedWhichIsSaidOnce() throws Exception {
        for (String mode : List.of("rwxrwx---", "rwx----w-")) {
            Files.setPosixFilePermissions(library, PosixFilePermissions.fromString(mode));
            assertThat(run(library, 0))
                    .containsExactly(
                            "the system calls for a faster crawl cannot be loaded: other users may write into "
                                    + library,
                            "5 entries",
                            "5 entries",
                            "JavaReader",
                            "0 files left",
                            "0 programs started");
        }
    }

    @Test
    void whereNothingMayBeExecutedTheCrawlIsTheSame() throws Exception {
        try (Mount mount = Mount.tmpfs(scratch.path().resolve("noexec"), "noexec,mode=700")) {
            List<String> said = run(scratch.path().resolve("noexec"), 0);
            assertThat(said.get(0)).startsWith("the system calls for a faster crawl cannot be loaded: ");
            assertThat(said.subList(1, 4)).containsExactly("5 entries", "5 entries", "JavaReader");
        }
    }
}
