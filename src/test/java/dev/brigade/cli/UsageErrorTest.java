package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Command lines that make no sense: one line on standard error says why. */
final class UsageErrorTest {
    /** Left: what the one line on standard error says. Nothing is copied: each has the code of a usage error. */
    static Stream<Arguments> complaints() {
        return Stream.of(
                row(
                        "which command? sync, verify, plan, work, finish, status, submit, count, msrsync, parallelcp, runs, report, resume, completion, man, help. See 'brigade --help'"),
                row("there is no such command", "snyc", "s", "d"),
                row("Unknown option: '--sync'. See 'brigade --help'", "--sync"),
                row("Unknown option: '--delte'. Did you mean --delete", "sync", "--delte", "s", "d"),
                row("Unknown option: '-z'", "sync", "-z", "s", "d"),
                row("Unknown option: '--x\\#012y'. See 'brigade verify --help'", "verify", "--x\ny", "s", "d"),
                row("-p", "sync", "s", "d", "-p"),
                row("--processes", "sync", "-p1", "-p2", "s", "d"),
                row("-p 4\\#0125 is not a whole number, 1 or more", "sync", "-p", "4\n5", "s", "d"),
                row("-p \\#033[31m is not a whole number", "sync", "-p\u001b[31m", "s", "d"),
                row("-q cannot be used with -v or with progress", "sync", "-qv", "s", "d"),
                row("-q cannot be used with -v or with progress", "verify", "-qP", "s", "d"),
                row("--verify none is not a level: quick or checksum", "verify", "--verify=none", "s", "d"),
                row("Unknown option: '--fresh'", "verify", "--fresh", "s", "d"),
                row("--fresh cannot be used with --dry-run", "sync", "--fresh", "-n", "s", "d"),
                row("the path of --dest-mount is empty", "sync", "--dest-mount=", "s", "d"),
                row("brigade verify SRC... DEST", "verify", "s"));
    }

    /** A command line, and the hint that its one line ends with. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /srv/data/ /mnt/data                 | there is no such command. Did you mean brigade sync /srv/data/ /mnt/data? See 'brigade --help'
                    src dst                              | there is no such command. Did you mean brigade sync src dst? See
                    host:/src dst                        | Did you mean brigade sync host:/src dst?
                    copy src dst                         | there is no such command. Did you mean brigade sync? See
                    rsync src dst                        | Did you mean brigade sync?
                    compare src dst                      | Did you mean brigade verify?
                    history                              | Did you mean brigade runs?
                    snyc src dst                         | Did you mean brigade sync?
                    veryfi src dst                       | Did you mean brigade verify?
                    nonsense                             | there is no such command. See
                    sync -a src dst                      | Unknown option: '-a'. Leave it out: brigade copies with -aH --numeric-ids. See 'brigade sync --help'
                    sync -avh src dst                    | Leave it out: brigade copies with -aH --numeric-ids. See
                    sync -x src dst                      | Give it to rsync: --rsync '-aHx --numeric-ids'. See
                    sync -aAX src dst                    | Give it to rsync: --rsync '-aHAX --numeric-ids'. See
                    sync -c src dst                      | Did you mean --verify checksum? See
                    sync -ac src dst                     | For -c use --verify checksum. See
                    sync --checksum src dst              | Did you mean --verify checksum? See
                    sync --dryrun src dst                | Did you mean --dry-run? See
                    sync --simulate src dst              | Did you mean --dry-run? See
                    sync --dry_run src dst               | Did you mean --dry-run? See
                    sync --delete-after src dst          | Did you mean --delete? See
                    sync --jobs=4 src dst                | Did you mean --processes N? See
                    sync --bandwidth 10M src dst         | Did you mean --bwlimit RATE, such as 20M? See
                    sync --excludes x src dst            | Did you mean --exclude? See
                    sync --xattrs src dst                | Give it to rsync: --rsync '-aH --numeric-ids --xattrs'. See
                    sync --itemize-changes src dst       | It is rsync's, and brigade does not need it: leave it out. See
                    sync --update src dst                | It is rsync's, but it would never repair a file that the copy left incomplete, leave it out. See
                    sync --dry src dst                   | Unknown option: '--dry'. Did you mean --dry-run? See
                    sync -e ssh src dst                  | It is rsync's, but source and destination are local directories, leave it out. See
                    sync -avu src dst                    | It is rsync's, but it would never repair a file that the copy left incomplete, leave it out. See
                    sync --nonsense src dst              | Unknown option: '--nonsense'. See
                    sync -s 10MB src dst                 | units K M G T P E Z Y. Write 10M, which means MiB
                    sync --bwlimit 100MB/s src dst       | 20M or 1G. Write 100M, which means MiB
                    """)
    void hintsAtWhatIsMeant(String words, String complaint) {
        complainsInOneLine(complaint, List.of(words.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("complaints")
    void complainsInOneLine(String complaint, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(stream(out), stream(err), false);
        int code = Program.run(words.toArray(new String[0]), InProcess.on(console));
        String said = err.toString(StandardCharsets.UTF_8);
        assertThat(said).startsWith("brigade: ").contains(complaint).endsWith("\n");
        assertThat(said.lines()).hasSize(1);
        assertThat(said.strip()).doesNotContain("\u001b").doesNotContain("Exception");
        assertThat(out.toByteArray()).isEmpty();
        assertThat(code).isEqualTo(2);
    }

    private static Arguments row(String complaint, String... words) {
        return arguments(complaint, List.of(words));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
