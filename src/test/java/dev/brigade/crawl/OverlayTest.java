package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sources that are merged into one directory: the first that has an entry wins, as in one rsync. */
@ParameterizedClass
@EnumSource(Reading.class)
final class OverlayTest {
    private final Reading reading;

    @TempDir
    private Path folder;

    private Path one;
    private Path two;
    private Path three;

    OverlayTest(Reading reading) {
        this.reading = reading;
    }

    @BeforeEach
    void threeTrees() {
        one = folder.resolve("one");
        two = folder.resolve("two");
        three = folder.resolve("three");
        TreeBuilder.build(
                one,
                Node.root(
                        Node.file("both", 1),
                        Node.dir("shared", Node.file("both", 1), Node.file("first", 1)),
                        Node.file("file-here", 1),
                        Node.dir("directory-here", Node.file("below", 1))));
        TreeBuilder.build(
                two,
                Node.root(
                        Node.file("both", 2),
                        Node.file("second", 2),
                        Node.dir(
                                "shared",
                                Node.file("both", 2),
                                Node.file("second", 2),
                                Node.dir("own", Node.file("x", 2))),
                        Node.dir("file-here", Node.file("lost", 2)),
                        Node.file("directory-here", 2),
                        Node.dir("only-here", Node.file("x", 2))));
        TreeBuilder.build(
                three,
                Node.root(
                        Node.file("second", 3),
                        Node.file("third", 3),
                        Node.dir("shared", Node.dir("own", Node.file("x", 3), Node.file("y", 3)))));
    }

    private Found found(Source source, Source... earlier) throws Exception {
        return Found.of(source, List.of(earlier), reading.with(Found.rules(4)));
    }

    @Test
    void anEarlierSourceHidesEntriesOfTheSameName() throws Exception {
        Found found = found(Found.contents(two), Found.contents(one));
        assertThat(found.names())
                .containsExactly("only-here/", "only-here/x", "second", "shared/own/", "shared/own/x", "shared/second");
    }

    @Test
    void twoEarlierSourcesHideTogether() throws Exception {
        Found found = found(Found.contents(three), Found.contents(one), Found.contents(two));
        assertThat(found.names()).containsExactly("shared/own/y", "third");
        assertThat(found.unreadable()).isEmpty();
    }

    /**
     * One rsync would have to replace one by the other; whichever stays, the other's entries are lost, so it is said.
     */
    @Test
    void aDirectoryAndAFileOfTheSameNameAreReported() throws Exception {
        assertThat(found(Found.contents(two), Found.contents(one)).unreadable())
                .isEqualTo(Map.of(
                        "file-here", "an earlier source has an entry of this name that is not a directory",
                        "directory-here", "an earlier source has an entry of this name that is a directory"));
    }

    @Test
    void aDirectoryThatIsSharedIsMarkedSoThatRsyncIsNotGivenItWhole() throws Exception {
        Found found = found(Found.contents(two), Found.contents(one));
        assertThat(found.listings("")).extracting(Listing::extent).containsExactly(Extent.SHARED);
        assertThat(found.listings("shared")).extracting(Listing::extent).containsExactly(Extent.SHARED);
        assertThat(found.listings("shared/own")).extracting(Listing::extent).containsExactly(Extent.WHOLE);
        assertThat(found.listings("only-here")).extracting(Listing::extent).containsExactly(Extent.WHOLE);
    }

    @Test
    void aDirectoryIsSharedAlsoWhereItsEntriesAreNot() throws Exception {
        TreeBuilder.add(one, Node.dir("common", Node.file("a", 1)));
        TreeBuilder.add(two, Node.dir("common", Node.file("b", 1)));
        Found found = found(Found.contents(two), Found.contents(one));
        assertThat(found.listings("common")).extracting(Listing::extent).containsExactly(Extent.SHARED);
    }

    @Test
    void aDirectoryThatEarlierSourcesLackIsGivenWhole() throws Exception {
        Found found = found(Found.itself(two), Found.contents(three));
        assertThat(found.listings("two")).extracting(Listing::extent).containsExactly(Extent.WHOLE);
    }

    @Test
    void sourcesOfDifferentNamesDoNotMeet() throws Exception {
        Found found = found(Found.itself(two), Found.itself(one));
        assertThat(found.names())
                .hasSize(found(Found.itself(two)).names().size())
                .contains("two/both");
        assertThat(found.listings()).extracting(Listing::extent).containsOnly(Extent.WHOLE);
    }

    @Test
    void sourcesOfOneNameMeetBelowIt() throws Exception {
        Path other = TreeBuilder.build(
                folder.resolve("elsewhere/one"), Node.root(Node.file("both", 9), Node.file("more", 9)));
        Found found = found(Found.itself(other), Found.itself(one));
        assertThat(found.names()).containsExactly("one/more");
    }

    @Test
    void aNamedSourceHidesItsNameInTheContentsOfALaterOne() throws Exception {
        // The named source's neighbours are no part of the transfer.
        TreeBuilder.build(
                folder.resolve("later"),
                Node.root(Node.dir("one", Node.file("both", 9), Node.file("z", 9)), Node.file("three", 9)));
        Found found = found(Found.contents(folder.resolve("later")), Found.itself(one));
        assertThat(found.names()).containsExactly("one/z", "three");
        assertThat(found.unreadable()).isEmpty();
        assertThat(found.listings("")).extracting(Listing::extent).containsExactly(Extent.SHARED);
    }

    @Test
    void contentsHideWhatALaterNamedSourceHasInTheSamePlace() throws Exception {
        TreeBuilder.build(folder.resolve("first"), Node.root(Node.dir("two", Node.file("both", 9))));
        Found found = found(Found.itself(two), Found.contents(folder.resolve("first")));
        assertThat(found.names()).contains("two/second").doesNotContain("two/both");
        assertThat(found.listings("two")).extracting(Listing::extent).containsExactly(Extent.SHARED);
    }

    @Test
    void aSymbolicLinkToADirectoryIsNoDirectory() throws Exception {
        TreeBuilder.add(one, Node.symlink("only-here", "shared"));
        assertThat(found(Found.contents(two), Found.contents(one)).unreadable())
                .containsEntry("only-here", "an earlier source has an entry of this name that is not a directory");
    }

    @Test
    void namesThatThisLocaleCannotHoldAreTheSameNames() throws Exception {
        TreeBuilder.add(one, Node.file(Node.raw("\u00e9\u00ff"), 1));
        TreeBuilder.add(two, Node.file(Node.raw("\u00e9\u00ff"), 2), Node.file(Node.raw("\u00e9\u00fe"), 2));
        Found found = found(Found.contents(two), Found.contents(one));
        assertThat(found.entries()).containsKey(Node.raw("\u00e9\u00fe")).doesNotContainKey(Node.raw("\u00e9\u00ff"));
    }

    @Test
    void whatIsExcludedHidesNothing() throws Exception {
        EntryFilter noDirectories = (name, directory) -> directory && name.equals(FileName.of("directory-here"));
        Found found = Found.of(
                Found.contents(two), List.of(Found.contents(one)), reading.with(Found.filtered(noDirectories)));
        assertThat(found.names()).contains("directory-here");
        assertThat(found.unreadable()).doesNotContainKey("directory-here");
    }
}
