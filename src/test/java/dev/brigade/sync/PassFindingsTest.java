package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is gathered of a pass. */
final class PassFindingsTest {
    private static final Bucket BUCKET = new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), 1, 0, Set.of());

    private final PassFindings findings = new PassFindings(Pass.VERIFY, 1, Totals.NONE);

    private Change see(String name, String item) {
        Change change = new Change(FileName.of(name), item, 0);
        findings.accept(new RunEvent.EntryChanged(BUCKET, change, false));
        return change;
    }

    @Test
    void theTimeOfADirectoryInWhichItRepairedIsItsOwnDoing() {
        see("mended/file", ">f.st......");
        Change own = see("mended", ".d..t......");
        Change elsewhere = see("quiet", ".d..t......");

        assertThat(findings.directoryAttributesBefore()).containsExactly(elsewhere);
        assertThat(findings.directoryAttributes.things()).containsExactly(own, elsewhere);
    }

    @Test
    void otherAttributesOfADirectoryInWhichItRepairedDifferedBefore() {
        see("mended/file", ">f.st......");
        Change mode = see("mended", ".d..tp.....");

        assertThat(findings.directoryAttributesBefore()).containsExactly(mode);
    }

    @Test
    void theModeOfASymbolicLinkIsNoDifference() {
        see("link", ".L...p.....");
        assertThat(findings.isQuiet()).isTrue();

        Change both = see("other", ".L..tp.....");
        assertThat(findings.changes.things()).containsExactly(both);
    }
}
