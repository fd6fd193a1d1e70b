package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines that make no sense: exit code 2, one line that says what is wrong, and nothing written anywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedOptionsTest {
    private Sandbox sandbox;
    private Inventory before;

    @BeforeAll
    void prepare() {
        sandbox = new Sandbox(Node.root(Node.file("file", "content")));
        before = sandbox.inventory();
    }

    @AfterAll
    void remove() {
        sandbox.close();
    }

    private void assertUsage(Ended ended, String... says) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("brigade: ")
                .endsWith("\n")
                .containsOnlyOnce("\n")
                .contains(says);
        Sandbox.assertNoStackTrace(ended);
        assertThat(sandbox.inventory()).isEqualTo(before);
    }

    static Stream<Arguments> options() {
        return Stream.of(
                arguments("-p 0", "-p 0 is not"),
                arguments("-p x", "-p x is not"),
                arguments("-p 100000", "too high"),
                arguments("-p 99999999999999999999", "-p 99999999999999999999"),
                arguments("-p 2 -p 3", "-p"),
                arguments("-f 0", "-f 0"),
                arguments("-s 0", "-s 0"),
                arguments("-s 1Q", "-s 1Q"),
                arguments("--verify x", "quick, checksum or none"),
                arguments("--verify none --delete", "--delete"),
                arguments("--verify none -n", "--dry-run"),
                arguments("--max-delete 5", "needs --delete"),
                arguments("--delete --max-delete x", "--max-delete x"),
                arguments("--delete --max-delete -1", "--max-delete -1"),
                arguments("--delete --max-delete 200%", "0% to 100%"),
                arguments("-q -v", "-q"),
                arguments("-q -P", "-q"),
                arguments("--nonsense", "--nonsense"),
                arguments("--progres", "--progress"),
                arguments("--delete=yes", "--delete"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void refusesOptionsThatMakeNoSense(String options, String says) {
        assertUsage(sandbox.program().run(sandbox.sync(options.split(" "))), says);
    }

    @Test
    void refusesTooFewAndEmptyWords() {
        String source = sandbox.source() + "/";

        assertUsage(sandbox.program().run(), "sync", "verify");
        assertUsage(sandbox.program().run("sync"), "SRC... DEST");
        assertUsage(sandbox.program().run("sync", source), "a source and a destination");
        assertUsage(sandbox.program().run("verify", source), "a source and a destination");
        assertUsage(sandbox.program().run("sync", "", sandbox.destination().toString()), "source", "empty");
        assertUsage(sandbox.program().run("sync", source, ""), "destination", "empty");
        assertUsage(sandbox.program().run("", source, source), "command");
    }

    @Test
    void namesTheCommandThatWasMeant() {
        assertUsage(sandbox.program().run("synch", "/a", "/b"), "there is no such command. Did you mean", "sync");
        assertUsage(sandbox.program().run("verfy"), "Did you mean brigade verify?");
    }

    /** Each option with the remedy that the message must name, if brigade has one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --delete                         | 'brigade sync --delete'
            --del                            | 'brigade sync --delete'
            --max-delete=3                   | 'brigade sync --max-delete'
            --files-from=list                | use --exclude
            -f '- *'                         | use these
            -an                              | 'brigade sync --dry-run'
            --list-only                      | 'brigade sync --dry-run'
            --remove-source-files            | removes anything at the source
            --no-relative                    | --no-relative
            --no-r                           | whole trees
            --append                         | --append
            --write-batch=file               | batch
            -aL                              | symbolic links
            -K                               | link
            -u                               | -u
            -I                               | --verify checksum
            -b                               | backups
            --link-dest=/                    | second tree
            --partial-dir=p                  | --partial-dir
            -m                               | empty
            --bwlimit=1                      | --bwlimit
            -e ssh                           | local directories
            --daemon                         | daemon
            -a 'unclosed                     | single quote
            -a --no-such-option              | --no-such-option
            --archive=yes                    | takes no value
            --chmod                          | needs a value
            host:path                        | host:path
            --checksum-choice=nonsense       | rsync refuses the options
            --chmod=nonsense                 | rsync refuses the options
            """)
    void refusesRsyncOptionsThatWouldBreakTheTwoPhases(String options, String says) {
        assertUsage(sandbox.program().run(sandbox.sync("--rsync", options)), says);
    }

    @Test
    void escapesWhatItQuotes() {
        Ended ended = sandbox.program().run(sandbox.sync("--rsync", "-a --no-\u001b[31m\nx"));

        assertUsage(ended, "--no-");
        assertThat(ended.err()).doesNotContain("\u001b");
        Ended option = sandbox.program().run(sandbox.sync("--\u001b[31m\nx"));
        assertUsage(option, "--");
        assertThat(option.err()).doesNotContain("\u001b");
    }

    @Test
    void takesAnOptionOfEachSortInTheRightForm() {
        List<String> usual = List.of("-p", "2", "-f", "5", "-s", "1K", "--verify", "checksum", "--rsync", "-a", "-n");
        Ended ended = sandbox.program().run(sandbox.sync(usual.toArray(String[]::new)));

        assertThat(ended.exit()).as(Arrays.toString(sandbox.sync()) + ended).isZero();
        assertThat(sandbox.destination()).doesNotExist();
    }
}
