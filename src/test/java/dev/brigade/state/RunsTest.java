package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.StateException;
import dev.brigade.model.FileName;
import dev.brigade.model.Outcome;
import dev.brigade.model.Outcomes;
import dev.brigade.model.ResumeMode;
import dev.brigade.plan.BucketLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runs are gone on with, given up, remembered and removed. */
final class RunsTest {
    private static final ResumeMode GO_ON = new ResumeMode.Resume();
    private static final RunPlan PLAN = new RunPlan(
            List.of("a", "b"),
            List.of(),
            List.of(),
            0,
            new BucketLimits(1, 1, 1),
            LargeFilePolicy.APART_BY_NAME,
            List.of(),
            9,
            1);

    private static final Outcome OUTCOME = Outcomes.sync().changed("a").get();

    @TempDir
    private Path base;

    private static RunRequest request(String directories, String option, int second) {
        String started = String.format("2026-01-01T00:00:%02dZ", second);
        return new RunRequest("1", List.of("sync", "--", "/a", "/b"), directories, List.of(option), started);
    }

    private Runs runs() throws IOException {
        return Runs.in(base);
    }

    /** A run that was killed when it had a plan; gives its name. */
    private String unfinished(RunRequest request) throws Exception {
        try (RunDirectory run =
                runs().begin(request, new ResumeMode.StartOver(), 20).directory()) {
            run.keep(PLAN);
            Files.writeString(run.manifest("copy-0"), "x");
            Files.writeString(run.manifest("verify-0"), "x");
            run.journal(9).close();
            return run.name();
        }
    }

    private String finished(RunRequest request) throws Exception {
        try (RunDirectory run = runs().begin(request, GO_ON, 20).directory()) {
            run.keep(PLAN);
            Files.writeString(run.manifest("copy-0"), "x");
            run.finish(OUTCOME);
            return run.name();
        }
    }

    private List<String> ids() throws IOException {
        return runs().all("1").stream().map(SavedRun::id).toList();
    }

    @Test
    void runsOfTheSameSecondStandInTheirOrder() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            try (RunDirectory run = runs().listed(request("d" + i, "o", 1), 20).directory()) {
                run.finish(OUTCOME);
                names.add(0, run.name());
            }
            Thread.sleep(20); // the clock of the file system
        }

        assertThat(ids()).isEqualTo(names);
    }

    @Test
    void aRunWithAPlanIsGoneOnWith() throws Exception {
        String before = unfinished(request("d", "o", 1));

        Runs.Begun begun = runs().begin(request("d", "o", 2), GO_ON, 20);

        try (RunDirectory run = begun.directory()) {
            assertThat(run.name()).isEqualTo(before);
            assertThat(run.plan()).contains(PLAN);
            assertThat(run.manifest("copy-0")).exists();
            assertThat(run.manifest("verify-0")).doesNotExist();
            assertThat(begun.dead()).containsExactly(before);
            assertThat(begun.given()).isEmpty();
            assertThat(runs().all("1"))
                    .singleElement()
                    .satisfies(saved -> assertThat(saved.state()).isEqualTo(SavedRun.State.RUNNING));
        }
        assertThat(runs().all("1"))
                .singleElement()
                .satisfies(saved -> assertThat(saved.state()).isEqualTo(SavedRun.State.UNFINISHED));
    }

    @Test
    void aRunWithoutAPlanLeavesNothing() throws Exception {
        try (RunDirectory run = runs().begin(request("d", "o", 1), GO_ON, 20).directory()) {
            Files.writeString(run.manifest("copy-0"), "half");
        }
        assertThat(ids()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other options", "from the start"})
    void anUnfinishedRunThatNobodyWantsIsGivenUp(String why) throws Exception {
        String before = unfinished(request("d", "o", 1));
        boolean other = why.equals("other options");

        Runs.Begun begun =
                runs().begin(request("d", other ? "p" : "o", 2), other ? GO_ON : new ResumeMode.StartOver(), 20);

        try (RunDirectory run = begun.directory()) {
            assertThat(run.name()).isNotEqualTo(before);
            assertThat(run.plan()).isEmpty();
            assertThat(begun.given()).containsExactly(before);
            assertThat(ids()).containsExactly(run.name());
        }
    }

    @Test
    void runsOfOtherDirectoriesAreLeftAlone() throws Exception {
        String other = unfinished(request("e", "o", 1));
        Runs.Begun begun = runs().begin(request("d", "o", 2), GO_ON, 20);
        try (RunDirectory run = begun.directory()) {
            assertThat(begun.given()).isEmpty();
            assertThat(ids()).containsExactly(run.name(), other);
        }
    }

    @Test
    void justOneRunIsGoneOnWithOrNothingIsDone() throws Exception {
        String before = unfinished(request("d", "o", 1));
        assertThatThrownBy(() -> runs().begin(request("d", "p", 2), new ResumeMode.OnlyRun(before), 20))
                .isInstanceOf(DamagedRunException.class);
        assertThatThrownBy(() -> runs().begin(request("d", "o", 2), new ResumeMode.OnlyRun("run-x"), 20))
                .isInstanceOf(DamagedRunException.class);
        assertThat(ids()).containsExactly(before);
        try (RunDirectory run = runs().begin(request("d", "o", 2), new ResumeMode.OnlyRun(before), 20)
                .directory()) {
            assertThat(run.name()).isEqualTo(before);
        }
    }

    @Test
    void ofARunThatIsOverOnlyWhatItSaidStays() throws Exception {
        String run = finished(request("d", "o", 1));
        assertThat(base.resolve("runs").resolve(run))
                .isDirectoryNotContaining("glob:**manifest")
                .isDirectoryNotContaining("glob:**plan");
        assertThat(runs().all("1")).singleElement().satisfies(saved -> {
            assertThat(saved.state()).isEqualTo(SavedRun.State.FINISHED);
            assertThat(saved.end()).contains(OUTCOME);
            assertThat(runs().entries(saved.id())).contains(OUTCOME.entries());
        });
        try (RunDirectory next = runs().begin(request("d", "o", 2), GO_ON, 20).directory()) {
            assertThat(next.name()).isNotEqualTo(run);
        }
    }

    /** As a kill at this moment leaves it: the outcome is kept last. */
    @Test
    void ofARunThatIsKilledBeforeItHasAnOutcomeNothingStays() throws Exception {
        String run = unfinished(request("d", "o", 1));
        Path its = base.resolve("runs").resolve(run);
        try (RunDirectory directory =
                runs().begin(request("d", "o", 1), GO_ON, 20).directory()) {
            Files.createDirectories(its.resolve("outcome/in the way"));
            assertThatThrownBy(() -> directory.finish(OUTCOME)).isInstanceOf(StateException.class);
            assertThat(its).isDirectoryNotContaining("glob:**plan").isDirectoryNotContaining("glob:**manifest");
        }
        assertThat(its).isDirectory();
    }

    @Test
    void theLastFinishedRunOfTheSameDirectoriesIsKnown() throws Exception {
        SeenMounts mounts = new SeenMounts(List.of(FileName.of("mnt")));
        String first = finished(request("d", "o", 1));
        StateFile.write(base.resolve("runs").resolve(first).resolve("mounts"), mounts);
        unfinished(request("d", "o", 2));
        finished(request("e", "o", 3));
        finished(request("d", "o", 4)); // without mounts, as a dry run
        try (RunDirectory run = runs().begin(request("d", "p", 5), GO_ON, 20).directory()) {
            assertThat(run.isDurable()).isTrue();
            assertThat(runs().last("d")).contains(new LastRun(OUTCOME, mounts));
            assertThat(runs().last("f")).isEmpty();
        }
    }

    /** As older builds left it when they were killed: it is over all the same. */
    @Test
    void anOutcomeCountsMoreThanAPlan() throws Exception {
        String run = finished(request("d", "o", 1));
        StateFile.write(base.resolve("runs").resolve(run).resolve("plan"), PLAN);
        try (RunDirectory next = runs().begin(request("d", "o", 2), GO_ON, 20).directory()) {
            assertThat(next.name()).isNotEqualTo(run);
        }
    }

    @Test
    void twentyRunsThatAreOverAreRemembered() throws Exception {
        for (int i = 0; i < 25; i++) {
            finished(request("d", "o", i));
        }
        assertThat(ids()).hasSize(20).allSatisfy(id -> assertThat(id).isGreaterThan("run-20260101T000004"));
    }

    @Test
    void aJobThatRunsOftenTakesNoPlaceFromAnother() throws Exception {
        String seldom = finished(request("weekly", "o", 0));
        for (int i = 1; i < 25; i++) {
            finished(request("d", "o", i));
        }

        try (RunDirectory run = runs().listed(request("d", "o", 30), 3).directory()) {
            run.finish(OUTCOME);
        }

        assertThat(ids()).hasSize(4).contains(seldom);
    }

    @Test
    void aRunThatCannotBeResumedIsListedWhenItIsOverAndGoneWhenItDies() throws Exception {
        Runs.Begun begun = runs().listed(request("d", "o", 1), 20);
        try (RunDirectory run = begun.directory()) {
            assertThat(run.isDurable()).isFalse();
            assertThat(run.isListed()).isTrue();
            run.finish(OUTCOME);
        }
        runs().listed(request("d", "o", 2), 20).directory().close();

        assertThat(ids()).containsExactly(begun.directory().name());
    }

    @Test
    void aRunIsRemovedUnlessItIsAlive() throws Exception {
        String run = unfinished(request("d", "o", 1));
        try (RunDirectory alive = runs().begin(request("e", "o", 2), GO_ON, 20).directory()) {
            assertThat(runs().remove(run)).isTrue();
            assertThat(runs().remove(run)).isFalse();
            assertThat(runs().remove("../../" + base.getFileName())).isFalse();
            assertThatThrownBy(() -> runs().remove(alive.name())).hasMessageContaining("it is still running");
            assertThat(alive.path()).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "plan", "outcome", "journal"})
    void whatCannotBeReadIsSaidAndStays(String file) throws Exception {
        String run = unfinished(request("d", "o", 1));
        Files.writeString(base.resolve("runs").resolve(run).resolve(file), "{\"buckets\": \"x\n");
        assertThat(runs().all("1")).singleElement().satisfies(saved -> {
            assertThat(saved.state()).isEqualTo(SavedRun.State.DAMAGED);
            assertThat(saved.damage().orElseThrow()).contains(file).contains("damaged");
        });
    }

    @Test
    void aStateDirectoryThatOthersMayWriteToIsRefused() throws Exception {
        runs();
        Files.setPosixFilePermissions(base.resolve("runs"), PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(this::runs).isInstanceOf(IOException.class).hasMessageContaining("other users may write");
    }

    @Test
    void aStateDirectoryOfAnotherUserIsRefused() throws Exception {
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            runs();
            Files.setAttribute(base.resolve("runs"), "unix:uid", 65_534);
        } else {
            Files.createSymbolicLink(base.resolve("runs"), Path.of("/usr"));
        }
        assertThatThrownBy(this::runs).isInstanceOf(IOException.class).hasMessageContaining("belongs to another user");
    }
}
