package dev.brigade.job;

import dev.brigade.manifest.ListingCursor;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.preflight.Roots;
import dev.brigade.state.JobFile.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Files of the sources that show on other clients whether these see the same sources. Not thread-safe. */
final class Samples {
    private static final int WANTED = 32;

    private final Roots roots;
    private final long step;
    private final List<Sample> taken = new ArrayList<>();
    private long seen;

    /**
     * Prepares a choice.
     *
     * @param entries of all sources, among which the samples are spread
     */
    Samples(Roots roots, long entries) {
        this.roots = roots;
        this.step = Math.max(1, entries / WANTED);
    }

    /** Takes a file of the listing if it is time for another sample. */
    void look(int transfer, ListingCursor at) throws IOException {
        long before = seen;
        seen += at.summary().entries();
        if (taken.size() >= WANTED || before / step == seen / step) {
            return;
        }
        for (Entry entry : at.entries()) {
            FileName name = at.summary().directory().resolve(entry.name());
            Source source = roots.transfers().get(transfer).get(0);
            if (entry.type() == EntryType.FILE) {
                add(roots.sources().indexOf(source), name, name.under(source.root()));
                return;
            }
        }
    }

    private void add(int source, FileName name, Path path) {
        try {
            taken.add(sample(source, name, path));
        } catch (IOException e) {
            // It has vanished since: another one will do.
        }
    }

    private static Sample sample(int source, FileName name, Path path) throws IOException {
        BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Object inode = Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        return new Sample(source, name, is.size(), is.lastModifiedTime().to(TimeUnit.NANOSECONDS), (long) inode);
    }

    List<Sample> taken() {
        return taken;
    }

    /** Returns whether a source still has a file as it was. */
    static boolean isThere(Sample sample, Path root, boolean sameFileSystem) {
        try {
            Sample now = sample(sample.source(), sample.name(), sample.name().under(root));
            return now.size() == sample.size()
                    && now.mtimeNanos() == sample.mtimeNanos()
                    && (!sameFileSystem || now.inode() == sample.inode());
        } catch (IOException e) {
            return false;
        }
    }
}
