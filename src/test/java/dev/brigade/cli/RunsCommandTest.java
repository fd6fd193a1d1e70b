package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.brigade.model.Outcome;
import dev.brigade.model.Outcomes;
import dev.brigade.model.RefusedException;
import dev.brigade.model.ResumeMode;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunRequest;
import dev.brigade.state.Runs;
import dev.brigade.state.SavedRun;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code brigade runs}: what ran last night. */
class RunsCommandTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended runs(String... words) {
        return trees.program()
                .run(Stream.concat(Stream.of("runs"), Stream.of(words)).toArray(String[]::new));
    }

    private List<String> list() {
        return runs().out().lines().skip(1).toList();
    }

    @Test
    void withoutAnySayWhereTheyLooked() {
        Ended ended = runs();

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo("there are no runs in " + trees.state() + "\n");
    }

    @Test
    void ofEveryCommandAreListedWithResultBytesAndJob() {
        trees.source(file("a", 1000), dir("d", file("b", 24)));
        trees.sync("--job-name", "nightly");
        trees.verify("-n");
        trees.program().run(trees.inFull("msrsync", "~/source/", "~/destination"));

        Ended ended = runs();

        assertThat(ended.out().lines().findFirst())
                .hasValueSatisfying(
                        line -> assertThat(line).matches("ID +START +TIME +RESULT +COPIED +FAILED +DESTINATION"));
        assertThat(list()).hasSize(3);
        assertThat(list())
                .anyMatch(line -> line.matches(
                        "[0-9a-f]{4}  \\d\\d \\w{3} \\d\\d:\\d\\d  +\\d+ s +OK \\(0\\) +1\\.0 KiB +0  nightly: "
                                + trees.destination()));
        assertThat(list()).anyMatch(line -> line.contains("OK (0)") && line.contains("  verify --dry-run /"));
        assertThat(list()).anyMatch(line -> line.contains("OK (0)") && line.contains("  msrsync /"));
        assertThat(list()).noneMatch(line -> line.contains("run-"));
    }

    @Test
    void aRunIsFoundByTheBeginningOfItsIdsAndAsTheLastOne() {
        trees.source(file("a", 1000));
        trees.sync();
        String brief = list().get(0).substring(0, 4);

        String shown = runs("show", brief).out();
        String id = shown.lines().findFirst().orElseThrow().replace("run      ", "");

        assertThat(id).startsWith("run-20").endsWith("Z-" + brief);
        assertThat(shown)
                .contains("state    finished, exit code 0\n", "     OK (exit code 0)\n", "all copied and verified\n");
        for (String name : List.of(id, id.substring(0, 10), brief.substring(0, 1), "last")) {
            assertThat(runs("show", name).out()).isEqualTo(shown);
        }
        Ended none = runs("show", "xyz");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("there is no run xyz in " + trees.state());
    }

    @Test
    void anAmbiguousIdIsRefusedWithTheCandidates() {
        trees.source(file("a", 1000));
        trees.sync();
        trees.sync();

        Ended ended = runs("rm", "run-20");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).matches("brigade: run-20 means several runs: run-\\S+, run-\\S+\n");
        assertThat(list()).hasSize(2);
    }

    @Test
    void allNamesOfFailuresWithHostileOnesAndTheOutputOfRsyncAreKept() {
        trees.source(file("a", 1000));
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            said.append("rsync: [sender] send_files failed to open \"")
                    .append(trees.source().resolve("x" + i + "\\\\#033[31m"))
                    .append("\": Permission denied (13)\n");
        }
        FakeRsync rsync = trees.rsync(Rule.looks().stderr(said.toString()).exit(23));

        Ended ended = trees.sync(trees.program().with(rsync), "-p", "1");

        assertThat(ended.exit()).isEqualTo(20);
        String hint = ended.out()
                .lines()
                .filter(line -> line.startsWith("  all 30 names: "))
                .findFirst()
                .orElseThrow();
        assertThat(hint).matches("  all 30 names: brigade runs show [0-9a-f]{4} --failed");
        Ended failed = runs("show", "last", "--failed");
        assertThat(failed.out().lines().filter(line -> line.endsWith(": source not readable: Permission denied")))
                .hasSize(30);
        assertThat(failed.out()).doesNotContain("\u001b").contains("x29");
        assertThat(runs("show", "last", "--errors").out()).contains("== ", "send_files failed to open");
    }

    @Test
    void whatWasChangedIsListed() {
        trees.source(file("a", 1000), file("b", 10));
        trees.sync();
        trees.sh("touch -d @5 destination/a; echo x > destination/extra");
        trees.verify("--delete");

        assertThat(runs("show", "last", "--changed").out())
                .contains("repaired 1:\n  a (time)\n", "deleted 1:\n  extra\n");
    }

    @Test
    void asJsonAreAnArrayWithTheOutcomes() throws IOException {
        trees.source(file("a", 1000));
        trees.sync("--job-name", "nightly");

        JsonNode all = new ObjectMapper().readTree(runs("--json").stdout());

        assertThat(all).hasSize(1);
        JsonNode run = all.get(0);
        assertThat(run.get("state").asText()).isEqualTo("finished");
        assertThat(run.get("job").asText()).isEqualTo("nightly");
        assertThat(run.get("id").asText()).endsWith(run.get("short_id").asText());
        assertThat(run.at("/outcome/exit_code").asInt()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(runs("--json", "--state-dir", "/nowhere").stdout()))
                .isEmpty();
    }

    @Test
    void aRunThatStartedElsewhereIsWatchedToItsEnd() {
        trees.source(file("a", 1000));
        FakeRsync rsync = trees.rsync(Rule.copies().hang().runReal());
        Child child = trees.program().with(rsync).start(trees.inFull("sync", "-p", "1", "~/source/", "~/destination"));
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        Sandbox.await("progress", () -> list().get(0).contains("copy 1/2"));
        Child watch = trees.program().start("runs", "watch", "last");
        Sandbox.await("a line", () -> watch.errSoFar().contains("copy 1/2"));

        rsync.release();
        Ended watched = watch.await();

        assertThat(child.await().exit()).isZero();
        assertThat(watched.exit()).isZero();
        assertThat(watched.out()).contains("OK (exit code 0)", "all copied and verified");
        assertThat(runs("watch", "last").out()).isEqualTo(watched.out());
    }

    @Test
    void aKilledRunIsNotRunning() {
        trees.source(file("a", 1000));
        FakeRsync rsync = trees.rsync(Rule.copies().hang().runReal());
        Child child = trees.program().with(rsync).start(trees.inFull("sync", "-p", "1", "~/source/", "~/destination"));
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        child.signal(9);
        child.await();

        assertThat(list()).singleElement().satisfies(line -> assertThat(line).contains("  killed  "));
        Ended watched = runs("watch", "last");
        assertThat(watched.exit()).isEqualTo(1);
        assertThat(watched.err()).contains("was killed");
        assertThat(runs("rm", "last").exit()).isZero();
    }

    @Test
    void aDamagedOutcomeHidesNoOtherRun() throws IOException {
        trees.source(file("a", 1000));
        trees.sync();
        trees.sync();
        try (Stream<Path> all = Files.list(trees.state().resolve("runs"))) {
            Path run = all.filter(path -> path.getFileName().toString().startsWith("run-"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(run.resolve("outcome"), "{\"run\": 7");
        }

        assertThat(list()).hasSize(2);
        assertThat(list()).anyMatch(line -> line.contains("OK (0)"));
        assertThat(list()).anyMatch(line -> line.contains("damaged ") && line.contains("outcome is damaged"));
    }

    @Test
    void runsOfTwoPlacesAreOneListAndAPlaceOfAnotherUserIsLeftOut() throws Exception {
        Path own = trees.home().resolve("own");
        Path unit = trees.home().resolve("unit");
        String mine = finished(own, "2026-01-01T00:00:01Z");
        String its = finished(unit, "2026-01-01T00:00:02Z");

        assertThat(RunPlaces.in(own, unit).all())
                .extracting(found -> found.run().id())
                .containsExactly(its, mine);
        assertThat(RunPlaces.in(own, unit).find("last").place().directory()).isEqualTo(unit);
        assertThat(RunPlaces.in(own, trees.home().resolve("missing")).all()).hasSize(1);

        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            Files.setAttribute(unit.resolve("runs"), "unix:uid", 65_534);
            assertThat(RunPlaces.in(own, unit).all()).hasSize(1);
            assertThatThrownBy(() -> RunPlaces.in(unit, own)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aTableShowsWhatATerminalWouldObeyAsText() throws Exception {
        Path own = trees.home().resolve("own");
        RunRequest request = new RunRequest(
                "1", List.of("sync", "--job-name=a\u001b[31m", "--", "/a", "/b\nc"), "d", List.of(), "bad time");
        try (RunDirectory run =
                Runs.in(own).begin(request, new ResumeMode.StartOver(), 20).directory()) {
            run.finish(Outcomes.sync().get());
        }
        List<SavedRun> all = SavedRuns.in(own).all();

        assertThat(RunTable.lines(all, ZoneId.of("UTC"), Instant.now()).get(1)).endsWith("a\\#033[31m: /b\\#012c");
    }

    private static String finished(Path state, String started) throws Exception {
        Outcome outcome = Outcomes.sync().get();
        RunRequest request = new RunRequest("1", List.of("sync", "--", "/a", "/b"), "d", List.of(), started);
        try (RunDirectory run =
                Runs.in(state).begin(request, new ResumeMode.StartOver(), 20).directory()) {
            run.finish(outcome);
            return run.name();
        }
    }
}
