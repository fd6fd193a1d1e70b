package dev.brigade.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Listing.Extent;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are one name in some file systems are found, however the crawl came to list them. */
final class FoldedNamesTest {
    @TempDir
    private Path folder;

    private static Listing listing(String directory, Extent extent, String... names) {
        List<Entry> entries = Stream.of(names)
                .map(name -> new Entry(FileName.of(name), EntryType.FILE, 1, 0, 0))
                .toList();
        return new Listing(FileName.of(directory), extent, entries);
    }

    private Set<Set<String>> groups(List<List<Listing>> transfers) throws IOException {
        FoldedNames names = new FoldedNames();
        List<Manifest> manifests = new ArrayList<>();
        for (List<Listing> listings : transfers) {
            Path file = Files.createTempDirectory(folder, "m").resolve("manifest");
            try (ManifestWriter writer = new ManifestWriter(file)) {
                writer.passTo(names::add);
                for (Listing listing : listings) {
                    writer.add(listing);
                }
                manifests.add(writer.finish());
            }
        }
        List<List<FileName>> groups = new ArrayList<>();
        names.find(manifests, groups::add);
        for (Manifest manifest : manifests) {
            manifest.close();
        }
        assertThat(groups).allSatisfy(group -> assertThat(group).doesNotHaveDuplicates());
        return groups.stream()
                .map(group -> group.stream()
                        .map(name -> new String(name.toBytes(), StandardCharsets.UTF_8))
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({
        "Makefile, makefile",
        "é, e\u0301",
        "É, e\u0301",
        "straße, STRASSE",
        "ΣΑΣ, σας",
        "\u212A, k",
        "a\u200Db, ab",
        "'name.', name",
        "'name ', name",
        "'ab\u00A0', ab",
        "ﬁle, FILE"
    })
    void oneName(String one, String other) throws IOException {
        assertThat(groups(List.of(List.of(listing("d", Extent.WHOLE, one, "else", other)))))
                .containsExactly(Set.of("d/" + one, "d/" + other));
    }

    @ParameterizedTest
    @CsvSource({"a, b", "é, e", ".a, a", "a.b, ab", "1, 10"})
    void twoNames(String one, String other) throws IOException {
        assertThat(groups(List.of(List.of(listing("d", Extent.WHOLE, one, other)))))
                .isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8CompareAsTheyAre() {
        byte[] one = {'a', (byte) 0xFF};
        byte[] other = {'A', (byte) 0xFF};
        assertThat(FoldedNames.fold(one)).isEqualTo(FoldedNames.fold(one)).isNotEqualTo(FoldedNames.fold(other));
    }

    @Test
    void theSameNameInOtherDirectoriesIsAnother() throws IOException {
        assertThat(groups(List.of(
                        List.of(listing("d", Extent.WHOLE, "a", "b"), listing("D", Extent.WHOLE, "A", "B")),
                        List.of(listing("e", Extent.WHOLE, "A")))))
                .isEmpty();
    }

    /** Parts of a large directory, and what a later source adds to a directory of an earlier one. */
    @Test
    void listingsOfOneDirectoryAreComparedWithEachOther() throws IOException {
        String[] many = IntStream.range(0, 10_000).mapToObj(i -> "file " + i).toArray(String[]::new);
        assertThat(groups(List.of(
                        List.of(
                                listing("large", Extent.SOME, many),
                                listing("large", Extent.MORE, "x", "FILE 77"),
                                listing("large", Extent.MORE, "X", "y"),
                                listing("both", Extent.WHOLE, "Both")),
                        List.of(listing("both", Extent.SHARED, "both", "other")))))
                .containsExactlyInAnyOrder(
                        Set.of("large/file 77", "large/FILE 77"),
                        Set.of("large/x", "large/X"),
                        Set.of("both/Both", "both/both"));
    }

    @Test
    void groupsMayHaveMoreThanTwoNames() throws IOException {
        assertThat(groups(List.of(List.of(listing("", Extent.WHOLE, "aa", "aA", "AA", "b")))))
                .containsExactly(Set.of("aa", "aA", "AA"));
    }
}
