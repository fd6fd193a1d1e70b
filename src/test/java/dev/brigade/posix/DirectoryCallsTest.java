package dev.brigade.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.brigade.model.FileName;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories are read as the kernel has them. */
final class DirectoryCallsTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path library;

    private DirectoryCalls calls;

    @BeforeEach
    void load() throws Exception {
        Posix.load(library);
        calls = new DirectoryCalls();
    }

    @AfterEach
    void free() {
        calls.close();
    }

    private static byte[] bytes(Path path) {
        return FileName.bytesOf(path);
    }

    private Map<FileName, Stat> list(Path directory) throws IOException {
        Map<FileName, Stat> found = new TreeMap<>();
        int open = calls.openDirectory(bytes(directory), true);
        calls.list(open, new DirectoryCalls.Entries() {
            @Override
            public void found(FileName name, Stat stat) {
                assertThat(found.put(name, stat)).as("%s, twice", name).isNull();
            }

            @Override
            public void failed(FileName name, PosixException e) throws PosixException {
                throw e;
            }
        });
        calls.release(open);
        return found;
    }

    private static int errno(ThrowingCallable call, String reason) {
        PosixException e = catchThrowableOfType(PosixException.class, call);
        assertThat(e.reason()).isEqualTo(reason);
        return e.errno();
    }

    @Test
    void allAttributesAreThoseThatJavaSees() throws Exception {
        TreeBuilder.build(
                folder,
                Node.root(
                        Node.file("file", 12_345),
                        Node.hardLink("second", "file"),
                        Node.dir("directory", Node.file("below", 1)),
                        Node.symlink("link", "nowhere"),
                        Node.fifo("fifo"),
                        Node.socket("socket")));
        Map<FileName, Stat> found = list(folder);
        assertThat(found.keySet())
                .extracting(FileName::toString)
                .containsExactlyInAnyOrder("file", "second", "directory", "link", "fifo", "socket");
        for (Map.Entry<FileName, Stat> entry : found.entrySet()) {
            Path path = entry.getKey().under(folder);
            Map<String, Object> expected = Files.readAttributes(
                    path, "unix:mode,nlink,uid,gid,dev,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            Stat stat = entry.getValue();
            assertThat(stat).isEqualTo(calls.stat(bytes(path)));
            assertThat(stat.mode()).as(path.toString()).isEqualTo(expected.get("mode"));
            assertThat(stat.names()).isEqualTo(expected.get("nlink"));
            assertThat(stat.owner()).isEqualTo(expected.get("uid"));
            assertThat(stat.group()).isEqualTo(expected.get("gid"));
            assertThat(stat.device()).isEqualTo(expected.get("dev"));
            assertThat(stat.inode()).isEqualTo(expected.get("ino"));
            assertThat(stat.size()).isEqualTo(expected.get("size"));
            assertThat(FileTime.from(Instant.ofEpochSecond(stat.mtimeSeconds(), stat.mtimeNanos())))
                    .isEqualTo(expected.get("lastModifiedTime"));
        }
    }

    /** Numbers of devices are larger than a byte in practice, and put together from two. */
    @Test
    void theDeviceOfEveryMountIsTheOneThatJavaSees() throws Exception {
        for (String path : new String[] {"/", "/proc", "/dev", "/sys"}) {
            assertThat(calls.stat(bytes(Path.of(path))).device())
                    .as(path)
                    .isEqualTo(Files.getAttribute(Path.of(path), "unix:dev", LinkOption.NOFOLLOW_LINKS));
        }
    }

    @Test
    void namesOfAnyBytesAndLengthsArriveUnchanged() throws Exception {
        Set<FileName> names = new HashSet<>(Set.of(Node.raw("\u00ff\u00fe\n"), Node.raw("..."), Node.raw(".\u0080")));
        IntStream.rangeClosed(1, 255).forEach(length -> names.add(Node.raw("\u00e9".repeat(length))));
        TreeBuilder.build(
                folder, Node.root(names.stream().map(name -> Node.file(name, 3)).toArray(Node[]::new)));
        Map<FileName, Stat> found = list(folder);
        assertThat(found.keySet()).isEqualTo(names);
        assertThat(found.values()).allMatch(stat -> stat.isFile() && stat.size() == 3);
    }

    @Test
    void aDirectoryLargerThanTheBufferIsReadToItsEnd() throws Exception {
        int count = 20_000;
        Set<FileName> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(FileName.lastOf(Files.createFile(folder.resolve("entry-" + i))));
        }
        assertThat(list(folder).keySet()).isEqualTo(names);
    }

    @Test
    void errorsAreInTheWordsOfTheSystem() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        assertThat(errno(() -> calls.stat(bytes(folder.resolve("gone"))), "No such file or directory"))
                .isEqualTo(Errno.ENOENT);
        assertThat(errno(() -> calls.openDirectory(bytes(file), true), "Not a directory"))
                .isEqualTo(Errno.ENOTDIR);
        assertThat(errno(() -> calls.openDirectory(bytes(link), false), "Not a directory"))
                .isEqualTo(Errno.ENOTDIR);
        assertThat(errno(() -> calls.stat(bytes(folder.resolve("n".repeat(256)))), "File name too long"))
                .isEqualTo(Errno.ENAMETOOLONG);
        assertThat(errno(() -> calls.stat("/x".repeat(2048).getBytes(StandardCharsets.US_ASCII)), "File name too long"))
                .isEqualTo(Errno.ENAMETOOLONG);
    }

    @Test
    void aLinkIsFollowedOnlyWhereThatIsAsked() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.createFile(real.resolve("x"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(list(link)).containsOnlyKeys(FileName.of("x"));
        assertThat(calls.stat(bytes(link)).isFile()).isFalse();
        assertThat(calls.stat(bytes(link)).inode())
                .isNotEqualTo(calls.stat(bytes(real)).inode());
    }

    @Test
    void aDirectoryThatIsGoneHasNoEntries() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        int open = calls.openDirectory(bytes(gone), true);
        Files.delete(gone);
        calls.list(open, new DirectoryCalls.Entries() {
            @Override
            public void found(FileName name, Stat stat) {
                throw new AssertionError(name);
            }

            @Override
            public void failed(FileName name, PosixException e) {
                throw new AssertionError(name);
            }
        });
        calls.release(open);
    }
}
