package dev.brigade.sync;

import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that is empty may be unmounted: {@code --delete} needs the user's word before it empties a destination. */
class EmptySourceTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.sh("mkdir source");
        trees.destination(file("precious", 10));
        trees.sh("mkdir other && echo x > other/file");
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended run(BrigadeProgram program, String line) {
        return program.run(trees.inFull(line.split(" ", -1)));
    }

    private void assertRefused(String line, String source) {
        Inventory before = Inventory.of(trees.home());

        Ended ended = run(trees.program(), line);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.err())
                .isEqualTo("brigade: source " + trees.home() + source + " is empty: is something unmounted?"
                        + " Mount it, or use --allow-empty-source\n");
        assertThat(Inventory.of(trees.home())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync --delete",
                "sync --delete -n",
                "sync --delete --max-delete 5",
                "verify --delete",
                "verify --delete -n",
                "plan --job ~/job --delete",
                "plan --job ~/job --commands --delete",
            })
    void isRefusedBeforeAnythingIsWritten(String command) {
        assertRefused(command + " ~/source/ ~/destination", "/source/");
    }

    @Test
    void isRefusedAmongOthersAndWithItsOwnName() {
        assertRefused("sync --delete ~/other ~/source ~/destination", "/source");
    }

    @Test
    void isRefusedIfItHoldsOnlyWhatItsFileSystemMade() {
        trees.sh("mkdir source/lost+found");
        assertRefused("sync --delete ~/source/ ~/destination", "/source/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the command line", "the environment", "a settings file"})
    void emptiesTheDestinationIfTheUserAllowsIt(String where) throws IOException {
        BrigadeProgram program = trees.program();
        List<String> words = new ArrayList<>(List.of("sync", "--delete"));
        switch (where) {
            case "the command line" -> words.add("--allow-empty-source");
            case "the environment" -> program = program.env("BRIGADE_ALLOW_EMPTY_SOURCE", "true");
            default -> {
                words.add("--config=" + trees.home().resolve("conf"));
                Files.writeString(trees.home().resolve("conf"), "allow-empty-source = true\n");
            }
        }

        Ended ended = run(program, String.join(" ", words) + " ~/source/ ~/destination");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(Inventory.names(trees.destination())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "verify", "parallelcp", "msrsync"})
    void isCopiedIfNothingIsDeleted(String command) {
        Ended ended = run(trees.program(), command + " ~/source/ ~/destination");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(trees.destination().resolve("precious")).exists();
    }
}
