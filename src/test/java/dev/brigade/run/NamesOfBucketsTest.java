package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.manifest.TransferItem;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.testing.AwkwardNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bucket's names on their way to rsync: as arguments ({@link ArgumentList}) or in a file ({@link ListFile}). */
final class NamesOfBucketsTest {
    private static final Source CONTENTS = new Source("s/", Path.of("/s"), FileName.ROOT);
    private static final FileName LONE_BYTE = FileName.of(new byte[] {'x', (byte) 0xff});

    @TempDir
    Path folder;

    @Test
    void areArgumentsInTheirOrderThatNobodyMisreads() {
        ArgumentList list = new ArgumentList(CONTENTS, 1_000);
        items("#x", "-x/", "a/--delete", "host:path", "", "/").forEach(list::accept);
        assertThat(list.names()).contains(List.of("./#x", "././-x/", "././a/--delete", "./host:path", "./"));
    }

    @Test
    void areArgumentsUpToTheLimit() {
        // 9 bytes each, and 9 for a pointer and the NUL.
        assertThat(arguments(2 * 18, "a/bcd", "e/fgh").names().map(List::size)).contains(2);
        assertThat(arguments(2 * 18 - 1, "a/bcd", "e/fgh").names()).isEmpty();
        assertThat(arguments(2 * 18 - 1, "a/bcd", "e/fgh", "").names()).isEmpty();
        assertThat(arguments(0).names()).contains(List.of());
    }

    @Test
    void standInAFileWhereOneHasBytesThatAnArgumentCannotCarry() {
        ArgumentList list = new ArgumentList(CONTENTS, 1_000);
        list.accept(new TransferItem(FileName.of("a"), false));
        list.accept(new TransferItem(LONE_BYTE, false));
        list.accept(new TransferItem(FileName.of("b"), false));
        assertThat(list.names()).isEmpty();
    }

    @Test
    void standInTheFileByteByByte() throws IOException {
        Path file = folder.resolve("list");
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (ListFile list = new ListFile(file, CONTENTS, false)) {
            for (FileName name : AwkwardNames.all()) {
                list.accept(new TransferItem(FileName.of("d").resolve(name), true));
                expected.write("././d/".getBytes(StandardCharsets.US_ASCII));
                expected.write(name.toBytes());
                expected.write('/');
                expected.write(0);
            }
            // The root itself is named by its entries.
            list.accept(new TransferItem(FileName.ROOT, false));
            assertThat(list.finish()).isEqualTo(file);
            assertThat(file).hasBinaryContent(expected.toByteArray());
            assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100600);
        }
    }

    @Test
    void standThereWholeOrNotAtAll() throws IOException {
        Path file = folder.resolve("list");
        try (ListFile list = new ListFile(file, CONTENTS, false)) {
            for (int i = 0; i < 10_000; i++) {
                list.accept(new TransferItem(FileName.of("name" + i), false));
            }
            assertThat(file).doesNotExist();
            list.finish();
            assertThat(Files.size(file)).isEqualTo(10_000 * "./name\0".length() + 38_890);
            assertThat(folder).isDirectoryContaining(file::equals);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leaveNothingBehindWhereTheListWasNotFinished() throws IOException {
        try (ListFile list = new ListFile(folder.resolve("list"), CONTENTS, false)) {
            list.accept(new TransferItem(FileName.of("a"), false));
            assertThat(folder).isNotEmptyDirectory();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void areNotWrittenIntoAFileThatIsThere() throws IOException {
        Path planted = Files.createFile(folder.resolve("list.part"));
        assertThatThrownBy(() -> new ListFile(folder.resolve("list"), CONTENTS, false))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(planted).isEmptyFile();
    }

    private static ArgumentList arguments(long limit, String... names) {
        ArgumentList list = new ArgumentList(CONTENTS, limit);
        items(names).forEach(list::accept);
        return list;
    }

    /** A trailing slash means a directory's contents; only a slash, the root's. */
    private static List<TransferItem> items(String... names) {
        return List.of(names).stream()
                .map(name -> name.endsWith("/")
                        ? new TransferItem(FileName.of(name.substring(0, name.length() - 1)), true)
                        : new TransferItem(FileName.of(name), false))
                .toList();
    }
}
