package dev.brigade.model;

import static dev.brigade.model.Outcomes.sync;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures by reason. */
final class FailureGroupTest {
    private static Problem problem(String name, String reason) {
        return new Problem(FileName.of(name), reason);
    }

    @Test
    void everyFailureIsInOneGroupAndTheLargestComesFirst() {
        List<Problem> all = new ArrayList<>(List.of(problem("x", "rare"), new Problem(null, "rsync ended with 7")));
        for (int i = 0; i < 1_000; i++) {
            all.add(problem("f" + i, "often"));
        }

        List<FailureGroup> groups = FailureGroup.failed(
                sync().failed(new CappedList<>(1_005, all)).get().entries());

        assertThat(groups).extracting(FailureGroup::reason).containsExactly("often", "rare", "");
        assertThat(groups).extracting(FailureGroup::count).containsExactly(1_000L, 1L, 4L);
        assertThat(groups.get(0).first()).hasSize(FailureGroup.SHOWN).startsWith(problem("f0", "often"));
    }

    /** Each may have words of its own, such as the name of a hidden copy. */
    @Test
    void manyReasonsAreFewGroups() {
        List<Problem> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(problem("f" + i, "reason " + i));
        }

        List<FailureGroup> groups =
                FailureGroup.failed(sync().failed(CappedList.of(all)).get().entries());

        assertThat(groups).hasSizeLessThanOrEqualTo(11);
        assertThat(groups.stream().mapToLong(FailureGroup::count).sum()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "source not readable: Permission denied, LASTING, run brigade as root",
        "cannot be written: No space left on device, NO_SPACE, free some space",
        "source not readable: Input/output error, STORAGE, run the same command again",
        "its owner cannot be set, OWNER_REFUSED, no_root_squash",
        "unknown, LASTING, ''"
    })
    void aReasonHasItsRemedy(String reason, Problem.Cause cause, String remedy) {
        FailureGroup group = FailureGroup.failed(sync().failed(new Problem(FileName.of("f"), reason, cause))
                        .get()
                        .entries())
                .get(0);

        assertThat(group.remedy().orElse("")).contains(remedy);
        assertThat(group.remedy().isPresent()).isEqualTo(!remedy.isEmpty());
    }

    @Test
    void namesThatAreOneInTheDestinationAreOneGroup() {
        Change a = Change.sameName(FileName.of("A"), FileName.of("a"));
        Change b = Change.sameName(FileName.of("B"), FileName.of("b"));

        List<FailureGroup> groups =
                FailureGroup.differing(sync().differing(a, b).get().entries());

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).first().get(1).reason()).contains("b under one name");
    }
}
