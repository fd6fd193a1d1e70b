package dev.brigade.testing;

import static dev.brigade.testing.Node.device;
import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.fifo;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.raw;
import static dev.brigade.testing.Node.socket;
import static dev.brigade.testing.Node.sparse;
import static dev.brigade.testing.Node.symlink;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts of an {@link AwkwardTree} that are not about names, one directory each. */
final class AwkwardParts {
    private static final long MIB = 1 << 20;

    private AwkwardParts() {}

    static Node symlinks() {
        return dir(
                "symlinks",
                symlink("dangling", "no/such/target"),
                symlink("loop", "loop"),
                symlink("ping", "pong"),
                symlink("pong", "ping"),
                symlink("absolute", "/usr/share"),
                symlink("to-file", "../linked-from-the-root"),
                symlink("to-directory", "../directories"),
                symlink("to-directory-slash", "../directories/"),
                symlink("to-parent", ".."),
                symlink("to-self", "."),
                symlink("out-of-the-tree", "../../.."),
                symlink("odd\nnewline", "a\nb"),
                symlink(raw("odd\u00e9name"), raw("\u00ff\u00e9\u0001")),
                symlink("looks-like-an-option", "--delete"),
                symlink("long", "t/".repeat(1000)),
                symlink("#hash", "#x"),
                symlink("dated", "x").mtime("2003-03-03T03:03:03.030303030Z"),
                symlink("before-1970", "x").mtime("1969-07-20T20:17:40.25Z"));
    }

    static Node links() {
        return dir(
                "links",
                file("one", 500).mode(0640).mtime("2005-05-05T05:05:05.5Z"),
                hardLink("two", "links/one"),
                hardLink("#three", "links/one"),
                file("first", 501),
                dir("a", hardLink("second", "links/first"), hardLink("with-root", "linked-from-the-root")),
                dir("b", hardLink("-third", "links/first"), dir("c", hardLink("fourth", "links/first"))),
                file("large", 2 * MIB),
                dir("d", hardLink("large-again", "links/large"), hardLink("empty-again", "links/empty")),
                file("empty", 0),
                file("setuid", 50).mode(04755),
                dir("e", hardLink("setuid-again", "links/setuid"), hardLink("symlink-again", "links/symlink")),
                symlink("symlink", "one"),
                fifo("fifo"),
                dir("f", hardLink("fifo-again", "links/fifo")),
                sparse("holes", 3 * MIB, 0L),
                dir("g", hardLink("holes-again", "links/holes")),
                dir("many", numbered(40, i -> hardLink("name" + i, "links/many-names"))),
                file("many-names", 60));
    }

    static Node specials() {
        return dir(
                "specials",
                fifo("fifo").mode(0600).mtime("2002-02-02T02:02:02.020202020Z"),
                fifo("#fifo"),
                fifo(raw("fifo\u00ff")),
                socket("socket"),
                socket("-socket").mode(0700));
    }

    static Node modes() {
        return dir(
                "modes",
                file("0400", 40).mode(0400),
                file("0444", 40).mode(0444),
                file("0644", 40),
                file("0755", 40).mode(0755),
                file("0777", 40).mode(0777),
                file("4755", 40).mode(04755),
                file("2755", 40).mode(02755),
                file("6711", 40).mode(06711),
                dir("d0500", file("file", 40)).mode(0500),
                dir("d0555", file("file", 40)).mode(0555),
                dir("d0700", file("file", 40)).mode(0700),
                dir("d0777", file("file", 40)).mode(0777),
                dir("d1777", file("file", 40)).mode(01777),
                dir("d2755", file("file", 40), dir("child")).mode(02755));
    }

    static Node readOnly() {
        Node[] files = numbered(30, i -> file("file" + i, 100));
        Node inner = dir("inner", files).mode(0555).mtime("2012-12-12T12:12:12.121212121Z");
        Node middle =
                dir("middle", inner, file("file", 100), dir("empty").mode(0555)).mode(0555);
        return dir("read-only", middle, file("file", 100).mode(0444), symlink("link", "middle"))
                .mode(0555);
    }

    static Node times() {
        List<String> instants = List.of(
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.000000001Z",
                "1969-12-31T23:59:59.5Z",
                "1969-12-31T23:59:59Z",
                "1930-06-07T08:09:10.123456789Z",
                "2001-01-01T01:01:01Z",
                "2001-01-01T01:01:01.999999999Z",
                "2038-01-19T03:14:08Z",
                "2100-02-28T23:59:59.000000001Z");
        Stream<Node> nodes = instants.stream()
                .flatMap(t -> Stream.of(
                        file("file " + t, 30).mtime(t),
                        dir("directory " + t, file("file", 30)).mtime(t),
                        symlink("symlink " + t, "x").mtime(t)));
        return dir("times", nodes.toArray(Node[]::new)).mtime("1969-01-01T00:00:00.75Z");
    }

    static Node contents() {
        return dir(
                "contents",
                file("empty", ""),
                file("one-byte", "x"),
                file("three", 3 * MIB),
                file("four", 4 * MIB + 1),
                file("five", 5 * MIB - 1),
                sparse("holes", 8 * MIB, 0L, 4 * MIB, 8 * MIB - 4096),
                sparse("all-hole", 4 * MIB),
                sparse("hole-at-the-end", 2 * MIB, 4096L),
                sparse("small-hole", 64 * 1024, 32 * 1024L));
    }

    static Node empty() {
        return dir(
                "empty",
                dir("directory"),
                dir("nested", dir("a", dir("b"), dir("c", dir("#d")))),
                dir("read-only").mode(0555).mtime("2000-01-01T00:00:00.1Z"));
    }

    static Node depth(int levels) {
        Node deepest = dir("d" + levels, file("bottom", 100), symlink("up", "../".repeat(levels)))
                .mode(0711);
        for (int level = levels - 1; level >= 1; level--) {
            deepest = level % 10 == 0 ? dir("d" + level, deepest, file("f", level)) : dir("d" + level, deepest);
        }
        return dir("deep", deepest);
    }

    static Node flat(int files) {
        return dir("flat", numbered(files, i -> file("f" + i, i % 700)));
    }

    static Node wide(int directories) {
        return dir("wide", numbered(directories, i -> dir("d" + i, file("a", i), file("b", 0), file("#c", 300))));
    }

    static Node devices() {
        return dir(
                "devices",
                device("null", 'c', 1, 3).mode(0666),
                device("block", 'b', 7, 200).mode(0640).mtime("2004-04-04T04:04:04.040404040Z"),
                device("large-numbers", 'c', 300, 70_000),
                hardLink("null-again", "devices/null"));
    }

    static Node owners() {
        return dir(
                        "owners",
                        file("file", 20).owner(1234, 5678).mode(06755),
                        symlink("symlink", "file").owner(1234, 5678),
                        fifo("fifo").owner(1234, 5678),
                        dir("directory", file("of-root", 20)).owner(1234, 5678).mode(02750),
                        dir("sticky", file("of-another", 20).owner(1234, 5678)).mode(01777),
                        file("no-such-user", 20).owner(2_000_000_000, 2_000_000_001))
                .owner(65534, 65534);
    }

    static Node unreadable() {
        return dir(
                "unreadable",
                file("file", 30).mode(0),
                dir("directory", file("file", 30), dir("child", file("file", 30)))
                        .mode(0),
                dir("not-to-be-listed", file("file", 30)).mode(0311));
    }

    private static Node[] numbered(int count, IntFunction<Node> node) {
        return IntStream.range(0, count).mapToObj(node).toArray(Node[]::new);
    }
}
