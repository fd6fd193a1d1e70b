package dev.brigade.testing;

import static dev.brigade.testing.Node.device;
import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.fifo;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.raw;
import static dev.brigade.testing.Node.sparse;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.testing.TreeComparer.Ignore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each change to one of two equal trees is named by the comparer, and nothing else is. */
class TreeComparerTest {
    private static final boolean ROOT = Owner.ofThisProcess().isRoot();
    private static final String TIME = "2001-09-09T01:46:40.5Z";

    /** Sets the times of the directories again that making and removing entries has changed. */
    private static final String FIX_DIRECTORIES = " && touch -d @1000000000.5 . d";

    private static final String REDATE = " && touch -h -d @1000000000.5 ";

    @TempDir
    Path temp;

    private Path source;
    private Path destination;

    @BeforeEach
    void buildTwice() {
        List<Node> nodes = new ArrayList<>(List.of(
                file("file", "0123456789").mode(0640).mtime(TIME),
                file("#hash", "lost in lists?").mtime(TIME),
                file(raw("caf\u00e9"), 100).mtime(TIME),
                symlink("link", "file").mtime(TIME),
                symlink(raw("odd\n"), raw("\u00ff\n")).mtime(TIME),
                fifo("fifo").mtime(TIME),
                file("one", "linked").mtime(TIME),
                hardLink("two", "one"),
                file("twin", "linked").mtime(TIME),
                sparse("holes", 4 << 20, 0L).mtime(TIME),
                dir("d", hardLink("three", "one"), file("x", "x").mtime(TIME), dir("e").mtime(TIME))
                        .mtime(TIME)));
        if (ROOT) {
            nodes.add(device("null", 'c', 1, 3).mtime(TIME));
        }
        Node tree = Node.root(nodes.toArray(Node[]::new)).mode(0750).mtime(TIME);
        source = TreeBuilder.build(temp.resolve("source"), tree);
        destination = TreeBuilder.build(temp.resolve("destination"), tree);
    }

    static Stream<Arguments> changes() {
        Stream<Arguments> forAll = Stream.of(
                change("printf X | dd of=file bs=1 seek=4 conv=notrunc status=none" + REDATE + "file", "file content"),
                change("printf X >> '#hash'" + REDATE + "'#hash'", "#hash size"),
                change("truncate -s 5 file" + REDATE + "file", "file size"),
                change("chmod 0600 file", "file mode"),
                change("chmod u+s file", "file mode"),
                change("touch -d @1000000000.500000001 file", "file mtime"),
                change("touch -h -d @1000000000.499999999 link", "link mtime"),
                change("touch -h -d @1 fifo", "fifo mtime"),
                change("touch -d @1000000000.500000001 d/e", "d/e mtime"),
                change("chmod 0700 d/e", "d/e mode"),
                change("chmod 0755 .", " mode"),
                change("rm d/x", "d/x missing"),
                change("rm '#hash'", "#hash missing"),
                change("rm caf?", "caf\u00e9 missing"),
                change("rmdir d/e", "d/e missing"),
                change("rm two", "two missing"),
                change("echo > '#extra'", "#extra extra"),
                change("mkdir -p d/y/z && echo > d/y/z/f", "d/y extra"),
                change("mv caf? cafe", "caf\u00e9 missing", "cafe extra"),
                change("ln -sfT filf link" + REDATE + "link", "link target"),
                change(
                        "rm odd? && ln -s x \"odd$(printf '\\n.')\" && mv odd?. \"$(printf 'odd\\n\\177')\"",
                        "odd\n missing",
                        "odd\n\u007f extra"),
                change("rm link && echo > link", "link type"),
                change("rm fifo && echo > fifo", "fifo type"),
                change("cp -p d/three t && mv t d/three", "d/three links"),
                change("ln -f one twin", "d/three links"),
                change("ln -f twin two", "d/three links", "twin links"),
                change("cp --sparse=never -p holes t && mv t holes", "holes blocks"));
        Stream<Arguments> forRoot = Stream.of(
                change("chown 1234 '#hash'", "#hash owner"),
                change("chown -h :1234 link", "link owner"),
                change("chown 1234:5678 d", "d owner"),
                change("rm null && mknod -m 644 null c 1 5" + REDATE + "null", "null device"));
        return ROOT ? Stream.concat(forAll, forRoot) : forAll;
    }

    private static Arguments change(String script, String... expected) {
        return Arguments.of(script, List.of(expected));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void namesExactlyTheChange(String script, List<String> expected) {
        Tools.inside(destination, script + FIX_DIRECTORIES);

        assertThat(TreeComparer.strict().differences(source, destination))
                .extracting(difference -> difference.name() + " " + difference.property())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void namesTheRootsTimeToTheNanosecond() {
        Tools.inside(destination, "touch -d @1000000000.500000001 .");

        assertThat(TreeComparer.strict().differences(source, destination))
                .extracting(Difference::toString)
                .containsExactly(".: mtime: 1000000000.5000000000 became 1000000000.5000000010");
    }

    @Test
    void findsNothingBetweenEqualTrees() {
        TreeComparer.assertSame(source, destination);
    }

    @Test
    void leavesOutWhatItIsTold() {
        Tools.inside(destination, "cp --sparse=never -p holes t && mv t holes && cp -p two t && mv t two");
        TreeComparer lenient = TreeComparer.ignoring(Ignore.DIRECTORY_TIMES, Ignore.LINKS, Ignore.SPARSENESS);

        lenient.assertEqual(source, destination);
        assertThat(TreeComparer.strict().differences(source, destination))
                .extracting(Difference::property)
                .containsExactlyInAnyOrder("mtime", "blocks", "links");
    }

    @Test
    void leavesOutOwners() {
        if (ROOT) {
            Tools.inside(destination, "chown -h 1234:5678 link '#hash'");
        }
        TreeComparer.ignoring(Ignore.OWNERS).assertEqual(source, destination);
    }

    @Test
    void showsTheFirstTwentyInPrintableForm() {
        Tools.inside(destination, "for i in $(seq 30); do echo > \"$(printf '\\033')$i\"; done" + FIX_DIRECTORIES);

        assertThatThrownBy(() -> TreeComparer.assertSame(source, destination))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("30 differences")
                .hasMessageContaining("\\x1b1: extra")
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(21));
    }

    @Test
    void failsOnWhatIsNotThere() {
        assertThatThrownBy(() -> TreeComparer.assertSame(source, temp.resolve("nowhere")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere");
    }
}
