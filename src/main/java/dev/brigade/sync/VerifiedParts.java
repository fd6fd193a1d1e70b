package dev.brigade.sync;

import dev.brigade.manifest.KeySet;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.Slice;
import dev.brigade.manifest.Slice.Selection;
import dev.brigade.manifest.StateException;
import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.WorkItem;
import dev.brigade.state.RunDirectory;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * The parts of a verification that are done, kept in the run directory: a resumed run verifies only the others. A part
 * is known by what the crawl found in it, so brigade verifies it again if its source changed. Thread-safe.
 */
final class VerifiedParts implements AutoCloseable {
    private static final int MOST = 4 * KeySet.MOST;

    private final FileChannel file;
    private final KeySet earlier = new KeySet(MOST);
    private final long before;
    private long added;

    /** Reads what an earlier part of the run has verified. */
    VerifiedParts(RunDirectory directory) throws StateException {
        file = directory.verified();
        try {
            before = file.size() / Long.BYTES;
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file)));
            for (long part = 0; part < before; part++) {
                earlier.add(in.readLong());
            }
            file.position(before * Long.BYTES); // A kill may have torn the last one.
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static StateException unusable(IOException e) {
        return StateException.of("the list of verified parts", e);
    }

    /** Returns whether an earlier part of the run has verified a work item. */
    boolean isDone(WorkItem workItem, Manifest manifest) throws IOException {
        if (before == 0) {
            return false;
        }
        LongStream.Builder keys = LongStream.builder();
        addKeys(manifest, workItem.slice(), directory -> true, keys);
        return keys.build().allMatch(earlier::contains);
    }

    /** Returns whether this part of the run has verified anything. */
    synchronized boolean hasAdded() {
        return added > 0;
    }

    /** Keeps that a bucket is verified, except the directories that need another look. */
    void done(Bucket bucket, Manifest manifest, PassFindings found) throws IOException {
        LongStream.Builder keys = LongStream.builder();
        for (Slice slice : bucket.slices()) {
            addKeys(
                    manifest,
                    slice,
                    directory -> !found.affected.contains(directory) && !found.directoriesSet.contains(directory),
                    keys);
        }
        add(keys.build().toArray());
    }

    private synchronized void add(long[] keys) throws StateException {
        ByteBuffer bytes = ByteBuffer.allocate(keys.length * Long.BYTES);
        bytes.asLongBuffer().put(keys);
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        added += keys.length;
    }

    /** Adds a key for each listing of a slice: the same for the same part of the same listing; never 0. */
    private static void addKeys(Manifest manifest, Slice slice, Predicate<FileName> wanted, LongStream.Builder keys)
            throws IOException {
        Selection selection = slice.selection();
        long part = part(selection) * KeySet.MIX;
        manifest.each(slice.from(), slice.to(), at -> {
            boolean concerned =
                    !(selection instanceof Slice.Links) || at.summary().linked() > 0;
            if (concerned && wanted.test(at.summary().directory())) {
                keys.add(at.key() ^ part | 1);
            }
        });
    }

    /** Returns which part of a listing is meant; 0 means its plain entries. */
    private static int part(Selection selection) {
        if (selection instanceof Slice.Plain) {
            return 0;
        } else if (selection instanceof Slice.Part part) {
            return Objects.hash(1, part.first(), part.last());
        } else if (selection instanceof Slice.Large large) {
            return Objects.hash(2, large.first(), large.last());
        } else if (selection instanceof Slice.Links links) {
            return Objects.hash(3, links.part(), links.parts(), links.mount().toString());
        }
        throw new IllegalArgumentException("a verification has no " + selection);
    }

    @Override
    public void close() throws StateException {
        try {
            file.close();
        } catch (IOException e) {
            throw unusable(e);
        }
    }
}
