package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Source;
import dev.brigade.preflight.Roots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What moved between two crawls, told from what they wrote down. */
final class SourceChangesTest {
    @TempDir
    private Path folder;

    private Roots roots() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        return new Roots(List.of(new Source("source", source, FileName.ROOT)), folder.resolve("to"), true);
    }

    private CrawlResult crawlResult(String name, Map<String, List<Entry>> directories, Random order)
            throws IOException {
        List<String> names = new ArrayList<>(directories.keySet());
        Collections.shuffle(names, order);
        try (ManifestWriter writer = new ManifestWriter(folder.resolve(name))) {
            for (String directory : names) {
                writer.add(new Listing(FileName.of(directory), Listing.Extent.WHOLE, directories.get(directory)));
            }
            Manifest manifest = writer.finish();
            return new CrawlResult(roots(), List.of(manifest), new NamedFindings<>());
        }
    }

    private static Entry file(String name, long size, long time) {
        return new Entry(FileName.of(name), EntryType.FILE, size, time, 0);
    }

    @RepeatedTest(20)
    void whateverMovedIsNamedOnceAndNothingElse(RepetitionInfo repetition) throws IOException {
        long seed = 20261123L + repetition.getCurrentRepetition();
        Random random = new Random(seed);
        Map<String, List<Entry>> before = new HashMap<>();
        Map<String, List<Entry>> now = new HashMap<>();
        TreeSet<String> moved = new TreeSet<>();
        TreeSet<String> gone = new TreeSet<>();
        for (int d = 0; d < 50; d++) {
            List<Entry> earlier = new ArrayList<>();
            List<Entry> later = new ArrayList<>();
            for (int f = 0; f < random.nextInt(20); f++) {
                Entry entry = file("f" + f, random.nextInt(100), random.nextInt(100));
                String name = "d" + d + "/f" + f;
                switch (random.nextInt(60)) {
                    case 0 -> {
                        later.add(entry);
                        moved.add(name);
                    }
                    case 1 -> {
                        earlier.add(entry);
                        gone.add(name);
                    }
                    case 2 -> {
                        earlier.add(entry);
                        later.add(file("f" + f, entry.size() + 1, entry.mtimeNanos()));
                        moved.add(name);
                    }
                    case 3 -> {
                        earlier.add(entry);
                        later.add(file("f" + f, entry.size(), entry.mtimeNanos() - 1));
                        moved.add(name);
                    }
                    default -> {
                        earlier.add(entry);
                        later.add(entry);
                    }
                }
            }
            if (random.nextInt(5) == 0) {
                Collections.reverse(later); // A server may list a directory in another order each time.
            }
            before.put("d" + d, earlier);
            now.put("d" + d, later);
        }
        Findings findings = new Findings(roots(), () -> false);

        try (CrawlResult first = crawlResult("first", before, random);
                CrawlResult second = crawlResult("second", now, random)) {
            assertThat(SourceChanges.judge(first, second, findings)).isTrue();
        }

        assertThat(texts(findings.changed)).as("seed " + seed).isEqualTo(moved);
        assertThat(texts(findings.vanished)).as("seed " + seed).isEqualTo(gone);
    }

    private static TreeSet<String> texts(NamedFindings<FileName, FileName> names) {
        TreeSet<String> texts = new TreeSet<>();
        names.things().forEach(name -> texts.add(name.toString()));
        return texts;
    }

    @Test
    void aDirectorysTimeAloneIsNoMatter() throws IOException {
        Entry earlier = new Entry(FileName.of("d"), EntryType.DIRECTORY, 0, 1, 0);
        Entry later = new Entry(FileName.of("d"), EntryType.DIRECTORY, 0, 2, 0);
        Entry file = new Entry(FileName.of("d"), EntryType.FILE, 0, 2, 0);
        Findings findings = new Findings(roots(), () -> false);
        try (CrawlResult first = crawlResult("first", Map.of("", List.of(earlier)), new Random(1));
                CrawlResult second = crawlResult("second", Map.of("", List.of(later)), new Random(1));
                CrawlResult third = crawlResult("third", Map.of("", List.of(file)), new Random(1))) {
            SourceChanges.judge(first, second, findings);
            assertThat(findings.changed.isEmpty()).isTrue();
            SourceChanges.judge(first, third, findings);
            assertThat(texts(findings.changed)).containsExactly("d");
        }
    }

    /** It could not be read the second time, say. */
    @Test
    void whatIsStillThereHasNotVanished() throws IOException {
        Files.createDirectories(folder.resolve("source"));
        Files.writeString(folder.resolve("source/there"), "x");
        Findings findings = new Findings(roots(), () -> false);
        try (CrawlResult first = crawlResult(
                        "first", Map.of("", List.of(file("there", 1, 1), file("gone", 1, 1))), new Random(1));
                CrawlResult second = crawlResult("second", Map.of("", List.of()), new Random(1))) {
            SourceChanges.judge(first, second, findings);
        }
        assertThat(texts(findings.vanished)).containsExactly("gone");
    }
}
