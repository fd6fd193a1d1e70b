package dev.brigade.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree.Options;
import dev.brigade.testing.Inventory.Stat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwkwardTreeTest {
    private static final String[] RSYNC = {"rsync", "-aHS", "--numeric-ids", "--modify-window=-1"};

    private final Scratch scratch = Scratch.create();
    private final Path source = scratch.path().resolve("source");
    private final Path destination = scratch.path().resolve("destination");

    @AfterEach
    void remove() {
        scratch.close();
    }

    @Test
    void holdsEveryKindOfEntry() {
        AwkwardTree.build(source);
        Inventory made = Inventory.of(source);
        SortedMap<String, Stat> entries = made.entries();
        Map<String, Long> types =
                entries.values().stream().collect(Collectors.groupingBy(Stat::type, Collectors.counting()));

        assertThat(types).containsKeys("f", "d", "l", "p", "s");
        assertThat(types.containsKey("c") && types.containsKey("b"))
                .isEqualTo(Owner.ofThisProcess().isRoot());
        assertThat(made.entry("").mode()).isEqualTo("2751");
        assertThat(entries.keySet()).contains("#recycle/only-copy", "--delete", "-d/-", "directories/--delete/inside");
        assertThat(entries.keySet()).contains("files/caf\u00e9", "files/caf\u00c3\u00a9", "files/cafe\u00cc\u0081");
        assertThat(entries.keySet())
                .anyMatch(name -> name.chars().filter(c -> c == '/').count() > 60);
        assertThat(entries.keySet().stream().filter(name -> name.startsWith("flat/")))
                .hasSize(5000);
        assertThat(entries.values()).anyMatch(e -> e.isFile() && e.size() > 1 << 22 && e.blocks() * 512 < e.size() / 2);
        assertThat(entries.values()).anyMatch(e -> e.mtime().startsWith("-"));
        assertThat(entries.values().stream().map(Stat::mode)).contains("400", "444", "555", "500", "1777", "4755");
        assertThat(entries.values().stream().filter(e -> !e.isDirectory() && e.links() > 1))
                .hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", ""})
    void isTheSameWhateverTheLocaleOfItsMaker(String locale) {
        AwkwardTree.build(source, Options.forThisUser().small());
        BrigadeProgram builder = BrigadeProgram.onClassPath("dev.brigade.testing.ProbeMain")
                .withoutLocale()
                .timeout(Duration.ofMinutes(2));
        Ended built = (locale.isEmpty() ? builder : builder.locale(locale)).run("build", destination.toString());

        assertThat(built.exit()).as(built.toString()).isZero();
        TreeComparer.assertSame(source, destination);
    }

    @Test
    void isCopiedWholeByPlainRsync() {
        AwkwardTree.build(source, Options.forThisUser().small());
        Tools.run(RSYNC[0], RSYNC[1], RSYNC[2], RSYNC[3], source + "/", destination + "/");

        TreeComparer.assertSame(source, destination);
    }

    @Test
    void isCopiedWholeByPlainRsyncAsAnotherUser() {
        try (OtherUser user = OtherUser.create()) {
            Path from = user.directory().resolve("source");
            Path to = user.directory().resolve("destination");
            AwkwardTree.build(from, Options.forUser(user.owner()).small());
            Ended copied = user.run(RSYNC[0], RSYNC[1], RSYNC[2], RSYNC[3], from + "/", to + "/");

            assertThat(copied.exit()).as(copied.toString()).isZero();
            TreeComparer.assertSame(from, to);
        }
    }

    @Test
    void isNotCopiedWholeWithoutHardLinks() {
        AwkwardTree.build(source, Options.forThisUser().small());
        Tools.run("rsync", "-aS", "--numeric-ids", source + "/", destination + "/");

        assertThat(TreeComparer.strict().differences(source, destination))
                .isNotEmpty()
                .extracting(Difference::property)
                .containsOnly("links");
    }
}
