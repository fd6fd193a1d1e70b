package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.brigade.testing.AwkwardNames;
import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.ChildJvm;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results go to standard output, everything else to standard error, and nothing is printed unasked. */
class OutputTest {
    private static final String ERASE = "\r\u001b[J";

    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private void build() {
        trees.source(file("a", 1000), dir("d", file("b", 24)));
    }

    @Test
    void ofSuccessIsATableALineForEachPhaseAndTheResult() {
        build();

        Ended ended = trees.sync("-p", "1");

        assertThat(ended.out())
                .matches("brigade sync\\s(?s:.*)run [0-9a-f]{4} +OK \\(exit code 0\\)\n"
                        + "\\S+ \\d+ \\S+ \\d\\d:.* - .*, \\d+ s\n\n"
                        + " +files +size\n"
                        + "  new +2 +1\\.0 KiB\n"
                        + "  changed +0 +0 B\n"
                        + "  unchanged +0 +0 B\n"
                        + "  deleted +0\n"
                        + "  failed +0\n\n"
                        + "  Copied +1\\.0 KiB in \\d\\.\\d\\d s: [\\d.]+ KiB/s, [\\d,]+ files/s, 1 process\n"
                        + "  Verified +2 files, 1 directory in \\d\\.\\d\\d s, [\\d,]+ files/s:"
                        + "\n +size, time to the nanosecond and attributes\n"
                        + "all copied and verified\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void ofSuccessIsNothingWhenQuiet() {
        build();

        Ended ended = trees.sync("-q");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out() + ended.err()).isEmpty();
        trees.assertSame();
    }

    @Test
    void ofFailureIsComplete() {
        build();
        trees.destination(dir("a", file("in the way", 1)));

        Ended quiet = trees.sync("-q");
        Ended loud = trees.sync();

        assertThat(quiet.exit()).isEqualTo(20);
        assertThat(quiet.out())
                .contains("Copied ", "Verified ", "failed 1:\n  a: ", "some entries failed; they are listed\n");
        assertThat(loud.out()).contains("failed 1:\n  a: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "-P", "--progress=plain"})
    void quietAndItsOppositesAreRefused(String option) {
        build();

        Ended ended = trees.sync("-q", option);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1);
        assertThat(trees.destination()).doesNotExist();
    }

    @Test
    void ofStatsAreTheFigures() {
        build();

        assertThat(trees.sync("--stats", "-p", "2").out())
                .containsPattern(
                        "Processes at a time: 2(; bottleneck: [a-zA-Z -]+)?\n") // A slow machine has time to tell.
                .contains(
                        "Copy entries: 3 (1 directories)\n",
                        "Copy transferred: 2 files, 1.0 KiB\n",
                        "Verify transferred: 0 files, 0 B\n");
    }

    @Test
    void ofVerboseNamesEachDeletedEntry() {
        build();
        trees.destination(file("extra one", 1), file("extra two", 1));

        assertThat(trees.sync("--delete").out()).containsPattern("deleted +2\n").doesNotContain("extra one");
        trees.sh("touch 'destination/extra three'");
        Ended verbose = trees.sync("--delete", "-v");
        assertThat(verbose.out()).startsWith("- extra three\n").containsPattern("deleted +1\n");
        assertThat(verbose.out()).doesNotContain("DEBUG");
    }

    @Test
    void ofProgressElsewhereThanOnATerminalIsALineAMinute() {
        build();
        FakeRsync rsync = trees.rsync(Rule.copies().bash("sleep 1.5").runReal());

        Ended ended = trees.sync(trees.program().with(rsync), "-P", "-p", "1");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).doesNotContain("\r");
    }

    @Test
    void ofUsr1IsALineOfProgressAndTheRunContinues() throws InterruptedException {
        build();
        FakeRsync rsync = trees.rsync(Rule.copies().hang().runReal());
        Child child = trees.program().with(rsync).start(trees.inFull("sync", "-p", "1", "~/source/", "~/destination"));
        while (rsync.calls().stream().noneMatch(FakeRsync.Call::isCopy)) {
            assertThat(child.isAlive()).as(child.outSoFar()).isTrue();
        }

        child.signal("USR1");
        while (!child.errSoFar().contains("1 rsync\n")) {
            assertThat(child.isAlive()).as(child.outSoFar()).isTrue();
            Thread.sleep(10);
        }
        rsync.release();
        Ended ended = child.await();

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).matches("copy 1/2  0%  .*  0/3 entries  .*  1 rsync\n");
        assertThat(ended.out()).contains("all copied and verified");
    }

    private String onTerminal(String options) {
        return "'" + String.join("' '", ChildJvm.command("dev.brigade.cli.Main")) + "' sync " + options
                + " -p 1 --state-dir state source/ destination";
    }

    private BrigadeProgram terminal(FakeRsync rsync) {
        return BrigadeProgram.launcher(Path.of("/usr/bin/script")).with(rsync).in(trees.home());
    }

    @Test
    void ofARunOnATerminalIsProgressThatIsDrawnAgain() throws InterruptedException {
        build();
        FakeRsync rsync = trees.rsync(Rule.copies().hang().runReal());
        Child child =
                terminal(rsync).env("TERM", "xterm").start("-qec", "stty cols 60; " + onTerminal(""), "/dev/null");

        while (!child.outSoFar().contains("1 rsync")) {
            assertThat(child.isAlive()).as(child.outSoFar()).isTrue();
            Thread.sleep(10);
        }
        rsync.release();
        Ended ended = child.await();

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains(ERASE + "\u001b[?7lcopy 1/2  0%  ETA -  0.00/1.00 KiB  0 B/s  0/3 entries  0/s\u001b[K\r\n")
                .contains("          1 rsync\u001b[K\u001b[A\r\u001b[?7h" + ERASE)
                .contains(ERASE + "brigade sync source/ -> destination")
                .contains("all copied and verified");
    }

    @ParameterizedTest
    @CsvSource({"xterm, --progress=none", "xterm, -q", "dumb, ''"})
    void ofARunOnATerminalIsNoProgressIfNobodyWantsItOrItCannotDraw(String term, String option) {
        build();

        Ended ended = terminal(trees.rsync(Rule.copies().bash("sleep 0.5").runReal()))
                .env("TERM", term)
                .run("-qec", onTerminal(option), "/dev/null");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).doesNotContain("\u001b[K", "\u001b[J", "copy 1/2");
        boolean coloured = !option.equals("-q") && !term.equals("dumb");
        assertThat(ended.out().contains("\u001b[32mOK (exit code 0)\u001b[0m")).isEqualTo(coloured);
    }

    @Test
    void ofProgressInJsonIsAnObjectASecond() throws JsonProcessingException {
        build();
        FakeRsync rsync = trees.rsync(Rule.copies().bash("sleep 1.5").runReal());

        for (boolean verifiedBefore : new boolean[] {false, true}) {
            Ended ended = trees.sync(trees.program().with(rsync), "--progress=json", "-p", "1");

            assertThat(ended.exit()).isZero();
            List<String> stages = new ArrayList<>();
            for (String line : ended.err().split("\n")) {
                JsonNode json = new ObjectMapper().readTree(line);
                assertThat(json.get("type").asText()).isEqualTo("progress");
                stages.add(json.get("stage").asText());
                // On a busy machine the first line comes before the run has looked for an earlier one.
                boolean early = verifiedBefore && stages.get(stages.size() - 1).equals("crawl");
                assertThat(early || json.get("seconds_verification").isNumber() == verifiedBefore)
                        .as(line)
                        .isTrue();
            }
            assertThat(stages).contains("copy");
        }
    }

    @Test
    void holdsNoNameThatATerminalWouldObey() {
        List<Node> files =
                AwkwardNames.all().stream().map(name -> file(name, 1)).toList();
        trees.source(files.toArray(Node[]::new));
        trees.sh(
                "mkdir destination && cd source && find . -type f -exec sh -c 'for f; do mkdir -p \"../destination/$f/x\"; done' sh {} +");

        Ended dry = trees.verify("-n", "-v", "--delete");
        Ended failing = trees.sync("-p", "2", "-v");

        for (Ended ended : List.of(dry, failing)) {
            assertPrintable(ended.stdout());
            assertPrintable(ended.stderr());
        }
        assertThat(failing.exit()).isEqualTo(20);
        assertThat(failing.out()).contains("failed " + files.size() + ":\n").contains("  new\\#012line: ");
        long listed = failing.out()
                .lines()
                .filter(line -> line.contains(": a directory that is not empty is in its place"))
                .count();
        assertThat(listed).isEqualTo(files.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no\u001b[31msuch", "no\nsuch\rdirectory", "\u009b31m\u202egnp"})
    void holdsNoArgumentThatATerminalWouldObey(String argument) {
        Ended source = trees.program().run(trees.inFull("sync", "~/" + argument, "~/destination"));
        Ended option = trees.program().run("sync", "--verify=" + argument, "/a", "/b");
        Ended unknown = trees.program().run("sync", "--" + argument, "/a", "/b");

        for (Ended ended : List.of(source, option, unknown)) {
            assertThat(ended.exit()).isIn(2, 40);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).startsWith("brigade: ").hasLineCount(1);
            assertPrintable(ended.stderr());
        }
    }

    /** Lines of UTF-8 and no other control than their ends. */
    private static void assertPrintable(byte[] output) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(output))
                    .toString();
            assertThat(text.codePoints()
                            .filter(c -> c != '\n'
                                    && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)))
                    .as(text)
                    .isEmpty();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8: " + new String(output, StandardCharsets.ISO_8859_1), e);
        }
    }
}
