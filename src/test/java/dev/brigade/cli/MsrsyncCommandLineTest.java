package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Mode;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import dev.brigade.sync.Timeouts;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** msrsync's command line: what each way to write it means, and what is refused. */
final class MsrsyncCommandLineTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("BRIGADE_STATE_DIR", "/state");

    private static MsrsyncOptions parsed(String... words) {
        MsrsyncOptions options = new MsrsyncOptions();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out), new PrintStream(out), false);
        CommandLine program =
                Program.commandLine(new RunCommand(console, new Interruption(), Timeouts.USUAL, System.getenv()));
        // The program's own parser, around options that a test can read.
        CommandLine own = program.getSubcommands().get("msrsync");
        CommandLine line = new CommandLine(options)
                .setOverwrittenOptionsAllowed(own.isOverwrittenOptionsAllowed())
                .setAllowOptionsAsOptionParameters(own.isAllowOptionsAsOptionParameters())
                .setTrimQuotes(own.isTrimQuotes())
                .setExpandAtFiles(own.isExpandAtFiles());
        line.parseArgs(words);
        return options;
    }

    private static SyncRequest request(String... words) throws Exception {
        return parsed(words).toRequest(ENVIRONMENT);
    }

    @Test
    void defaultsAreMsrsyncs() throws Exception {
        SyncRequest request = request("a", "b");

        assertThat(request.mode()).isEqualTo(Mode.COPY_ONLY);
        assertThat(request.processes()).hasValue(1);
        assertThat(request.items()).hasValue(1000);
        assertThat(request.bytes()).hasValue(1L << 30);
        assertThat(request.rsyncOptions()).hasValue("-aS --numeric-ids");
        assertThat(request.dryRun()).isFalse();
        assertThat(request.delete()).isFalse();
        assertThat(request.parents()).isFalse();
        assertThat(request.files()).isEqualTo(RunFiles.in(Path.of("/state")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-p 4 -f 170 -s 10M -P -k -d --stats --rsync -ahv a b c",
                "--processes 4 --files 170 --size 10M --progress --keep --dry-run --stats --rsync -ahv a b c",
                "--processes=4 --files=170 --size=10m --progress --keep --dry-run --stats --rsync=-ahv a b c",
                "-p4 -f170 -s10M -Pkd --stats -r-ahv a b c",
                "-Pkdp4 -f170 --stats -s10485760 -r -ahv a b c",
                "a -p 4 b -f 170 c -s 10240K -P -k -d --stats --rsync -ahv",
                "a b c --stats -dkP -s10M -f170 -p4 -r -ahv",
                "-p 9 -p 4 -f 170 -s 5 -s 10M -Pkd --stats -r -a -r -ahv a b c",
                "-p 4 -f 170 -s 10M -Pkd --stats -r -ahv -- a b c",
            })
    void everyWayToWriteItMeansTheSame(String line) throws Exception {
        MsrsyncOptions options = parsed(line.split(" "));
        SyncRequest request = options.toRequest(ENVIRONMENT);

        assertThat(request.processes()).hasValue(4);
        assertThat(request.items()).hasValue(170);
        assertThat(request.bytes()).hasValue(10L << 20);
        assertThat(request.rsyncOptions()).hasValue("-ahv");
        assertThat(request.dryRun()).isTrue();
        assertThat(request.files()).isEqualTo(RunFiles.apart(Path.of("/tmp"), true));
        assertThat(options.progress && options.stats && !options.show).isTrue();
        assertThat(request.sources()).containsExactly("a", "b");
        assertThat(request.destination()).isEqualTo("c");
    }

    @Test
    void twoDashesEndTheOptions() throws Exception {
        SyncRequest request = request("-p", "2", "--", "-P", "--stats", "-x");

        assertThat(request.sources()).containsExactly("-P", "--stats");
        assertThat(request.destination()).isEqualTo("-x");
    }

    @Test
    void theRsyncStringIsTakenAsItIs() throws Exception {
        assertThat(request("--rsync", "-P --stats", "a", "b").rsyncOptions()).hasValue("-P --stats");
        assertThat(request("-r", "-P", "a", "b").rsyncOptions()).hasValue("-P");
        assertThat(request("-r", "\"-a\" '--exclude=x y'", "a", "b").rsyncOptions())
                .hasValue("\"-a\" '--exclude=x y'");
        assertThat(request("--rsync=--exclude=a=b", "@a", "b").rsyncOptions()).hasValue("--exclude=a=b");
        assertThat(request("@a", "${b}").sources()).containsExactly("@a");
    }

    @ParameterizedTest
    @CsvSource({
        "-b /own,    '',      /own,     true,  false",
        "-b /own -k, /var/x,  /own,     true,  true",
        "-k,         /var/x,  /var/x,   true,  true",
        "-k,         '',      /tmp,     true,  true",
        "-P,         /var/x,  /state,   false, false"
    })
    void filesAreWhereMsrsyncHasThem(String line, String temporary, String directory, boolean apart, boolean kept)
            throws Exception {
        String[] words =
                Stream.concat(Stream.of(line.split(" ")), Stream.of("a", "b")).toArray(String[]::new);

        assertThat(parsed(words)
                        .toRequest(Map.of("BRIGADE_STATE_DIR", "/state", "TMPDIR", temporary))
                        .files())
                .isEqualTo(apart ? RunFiles.apart(Path.of(directory), kept) : RunFiles.in(Path.of(directory)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -t                     | no self-test and no benchmark
            --selftest             | src/bench/run
            -e                     | no self-test and no benchmark
            --bench                | no self-test and no benchmark
            -g a b                 | no self-test and no benchmark
            --benchshm             | no self-test and no benchmark
            -x a b                 | Unknown option: '-x'
            --nonsense a b         | --nonsense
            --delete a b           | --delete
            --progres a b          | --progress
            -p x a b               | -p x is not
            -p 0 a b               | -p 0
            -p 1025 a b            | at most 1024
            -p -1 a b              | -p -1
            -f 0 a b               | -f 0
            -f 1.5 a b             | -f 1.5
            -s 0 a b               | -s 0
            -s 1Q a b              | -s 1Q
            -b '' a b              | the path of the bucket directory is empty
            a                      | brigade msrsync [options] SRC... DEST
            a b -p                 | --processes
            """)
    void refusesWhatMakesNoSense(String line, String says) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out), new PrintStream(err), false);
        String[] words = Stream.of(line.split(" "))
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new);

        int code = Program.run(Msrsync.line(words), InProcess.on(console));

        assertThat(code).isEqualTo(97);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("brigade: ")
                .hasLineCount(1)
                .contains(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "--version", "-v a b", "-Pv"})
    void itsVersionIsOneLine(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), System.err, false);

        int code = Program.run(Msrsync.line(line.split(" ")), InProcess.on(console));

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).matches("brigade \\S+\n");
    }

    @Test
    void severalSourcesAreMergedAndTheFirstWins() {
        try (TwoTrees trees = TwoTrees.create()) {
            trees.source(
                    dir("one", file("both", "of the first"), dir("d", file("1", "1"))),
                    dir("two", file("both", "of the second"), file("only", "x"), dir("d", file("2", "2"))));
            trees.sh("rsync -aS source/one/ source/two/ source/two plain/");

            Ended ended = trees.program()
                    .run(trees.inFull(Msrsync.line(
                            "~/source/one/", "-p", "2", "~/source/two//", "~/source/two", "-f", "1", "~/destination")));

            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(trees.destination().resolve("both")).hasContent("of the first");
            TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
        }
    }

    @Test
    void slashesMeanWhatTheyMeanToRsync() {
        try (TwoTrees trees = TwoTrees.create()) {
            trees.source(dir("d", file("x", 1)));

            for (String source : List.of("~/source//", "~/source/d/..")) {
                Ended ended = trees.program().run(trees.inFull(Msrsync.line(source, "~/destination")));
                assertThat(ended.exit()).as(ended.toString()).isZero();
                trees.assertSame();
                trees.sh("rm -r destination");
            }
            Ended here = trees.program().in(trees.source()).run(Msrsync.line(".", "../destination"));
            assertThat(here.exit()).as(here.toString()).isZero();
            trees.assertSame();
            trees.sh("rm -r destination");
            assertThat(trees.program()
                            .run(trees.inFull(Msrsync.line("~/source", "~/destination")))
                            .exit())
                    .isZero();
            TreeComparer.assertSame(trees.source(), trees.destination().resolve("source"));
        }
    }

    @Test
    void aMissingDestinationIsMadeOneLevel() {
        try (TwoTrees trees = TwoTrees.create()) {
            trees.source(file("x", 1));

            Ended one = trees.program().run(trees.inFull(Msrsync.line("~/source/", "~/destination/")));
            Ended two = trees.program().run(trees.inFull(Msrsync.line("~/source/", "~/new/copy")));

            assertThat(one.exit()).as(one.toString()).isZero();
            trees.assertSame();
            assertThat(two.exit()).as(two.toString()).isEqualTo(24);
            assertThat(trees.home().resolve("new")).doesNotExist();
        }
    }
}
