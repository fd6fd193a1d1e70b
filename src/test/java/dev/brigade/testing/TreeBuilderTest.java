package dev.brigade.testing;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.fifo;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.raw;
import static dev.brigade.testing.Node.socket;
import static dev.brigade.testing.Node.sparse;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeBuilderTest {
    @TempDir
    Path temp;

    private static String latin1(FileName name) {
        return Tools.text(name.toBytes());
    }

    @Test
    void givesEveryAwkwardNameExactlyItsBytes() {
        List<Node> nodes =
                AwkwardNames.all().stream().map(name -> file(name, 1)).toList();
        TreeBuilder.build(temp, dir(FileName.ROOT, List.of(dir(raw("\u00e9"), nodes))));

        assertThat(Inventory.names(raw("\u00e9").under(temp)))
                .hasSize(AwkwardNames.all().size())
                .containsExactlyInAnyOrderElementsOf(
                        AwkwardNames.all().stream().map(TreeBuilderTest::latin1).toList());
    }

    @Test
    void makesEveryKindOfEntry() {
        TreeBuilder.build(
                temp,
                Node.root(
                        file("file", "text").mode(04751),
                        dir("d", hardLink("again", "file"), socket("s".repeat(200)))
                                .mode(0555),
                        symlink(raw("l\u00ff"), raw("\u00e9\n")),
                        fifo("fifo").mode(0600),
                        sparse("holes", 5_000_000, 1_000_000L)));
        Inventory made = Inventory.of(temp);

        assertThat(made.entries().keySet())
                .containsExactlyInAnyOrder(
                        "", "file", "d", "d/again", "d/" + "s".repeat(200), "l\u00ff", "fifo", "holes");
        assertThat(made.entry("file").mode()).isEqualTo("4751");
        assertThat(made.entry("file").inode()).isEqualTo(made.entry("d/again").inode());
        assertThat(made.entry("d").mode()).isEqualTo("555");
        assertThat(made.entry("d/" + "s".repeat(200)).type()).isEqualTo("s");
        assertThat(made.entry("l\u00ff").target()).isEqualTo("\u00e9\n");
        assertThat(made.entry("fifo").type()).isEqualTo("p");
        assertThat(made.entry("fifo").mode()).isEqualTo("600");
        assertThat(made.entry("holes").size()).isEqualTo(5_000_000);
        assertThat(made.entry("holes").blocks()).isBetween(1L, 64L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2021-02-03T04:05:06.123456789Z",
                "1970-01-01T00:00:00.000000001Z",
                "1969-12-31T23:59:59.500000001Z",
                "1930-06-07T08:09:10Z"
            })
    void setsTimesToTheNanosecondOnEveryKind(String time) {
        Node tree = Node.root(
                        file("file", 1).mtime(time),
                        dir("dir", file("x", 1)).mtime(time),
                        symlink("link", "x").mtime(time),
                        fifo("fifo").mtime(time),
                        socket("socket").mtime(time))
                .mtime(time);
        TreeBuilder.build(temp.resolve("tree"), tree);

        String script = "stat --printf='%.9Y\\0' . file dir link fifo socket";
        assertThat(Tools.fields(Tools.inside(temp.resolve("tree"), script)))
                .hasSize(6)
                .containsOnly(decimal(time));
    }

    /** Seconds since 1970 as stat prints them. */
    private static String decimal(String time) {
        Instant instant = Instant.parse(time);
        BigDecimal seconds = BigDecimal.valueOf(instant.getEpochSecond());
        return seconds.add(BigDecimal.valueOf(instant.getNano(), 9)).toPlainString();
    }

    @Test
    void addsToATreeThatIsThere() throws Exception {
        TreeBuilder.build(temp, Node.root(dir("d")));
        TreeBuilder.add(temp, file("d/new", "x"), hardLink("old", "d/new"));

        assertThat(Files.readString(temp.resolve("old"))).isEqualTo("x");
    }
}
