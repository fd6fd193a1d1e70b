package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.manifest.Slice;
import dev.brigade.manifest.Slice.Selection;
import dev.brigade.model.Change;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.WorkItem;
import dev.brigade.state.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which parts of a directory are verified, as a later run reads it. */
final class VerifiedPartsTest {
    private static final InnerMounts MOUNTS = new InnerMounts(List.of(FileName.of("mount")));
    private static final List<Selection> SELECTIONS = List.of(
            new Slice.Large(0, 1),
            new Slice.Large(1, 2),
            new Slice.Links(0, 1, MOUNTS, FileName.ROOT),
            new Slice.Links(0, 1, MOUNTS, FileName.of("mount")),
            new Slice.Links(0, 2, MOUNTS, FileName.ROOT),
            new Slice.Links(1, 2, MOUNTS, FileName.ROOT));

    @TempDir
    private Path folder;

    private RunDirectory directory;
    private Manifest manifest;

    @BeforeEach
    void build() throws Exception {
        directory = RunDirectory.apart(folder, false);
        Entry linked = new Entry(FileName.of("f"), EntryType.FILE, 1, 1, 7);
        try (ManifestWriter writer = new ManifestWriter(directory.manifest("verify-0"))) {
            writer.add(new Listing(FileName.of("d"), Listing.Extent.WHOLE, List.of(linked)));
            manifest = writer.finish();
        }
    }

    @AfterEach
    void close() throws Exception {
        manifest.close();
        directory.close();
    }

    private Slice slice(Selection selection) throws IOException {
        return new Slice(0, manifest.readable(), selection);
    }

    private void verify(Selection selection, PassFindings found) throws Exception {
        try (VerifiedParts parts = new VerifiedParts(directory)) {
            Bucket bucket =
                    new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(0), List.of(slice(selection)), 1, 1, Set.of());
            parts.done(bucket, manifest, found);
        }
    }

    private boolean isDone(Selection selection) throws Exception {
        try (VerifiedParts parts = new VerifiedParts(directory)) {
            WorkItem workItem = new WorkItem(0, 0, Bucket.Kind.DIRECTORIES, slice(selection), 1, 1, 1, null);
            return parts.isDone(workItem, manifest);
        }
    }

    @Test
    void eachPartIsVerifiedByItself() throws Exception {
        for (int i = 0; i < SELECTIONS.size(); i++) {
            for (int other = i; other < SELECTIONS.size(); other++) {
                assertThat(isDone(SELECTIONS.get(other)))
                        .as("%s", SELECTIONS.get(other))
                        .isFalse();
            }
            verify(SELECTIONS.get(i), new PassFindings(Pass.VERIFY, 1, Totals.NONE));
            assertThat(isDone(SELECTIONS.get(i))).isTrue();
        }
    }

    @Test
    void aDirectoryInWhichSomethingWasFoundIsNot() throws Exception {
        PassFindings found = new PassFindings(Pass.VERIFY, 1, Totals.NONE);
        Bucket bucket = new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), 1, 1, Set.of());
        found.accept(new RunEvent.EntryChanged(bucket, new Change(FileName.of("d/f"), ">f.st......", 1), false));

        verify(SELECTIONS.get(0), found);

        assertThat(isDone(SELECTIONS.get(0))).isFalse();
    }
}
