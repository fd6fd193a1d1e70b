package dev.brigade.run;

import dev.brigade.model.Bucket;
import dev.brigade.model.Pass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The files in which lists of names are handed to rsync, and may be kept. */
public final class KeptLists {
    private KeptLists() {}

    /** The file for a bucket's list, by its number in its pass. */
    static Path file(Path directory, Pass pass, long number) {
        return directory.resolve(pass.name().toLowerCase(Locale.ROOT) + "-" + number);
    }

    /**
     * Writes the list of every bucket, where no rsync is to run.
     *
     * @throws IOException where a list cannot be written
     */
    public static void write(Path directory, Pass pass, List<Bucket> buckets, BucketContents contents)
            throws IOException {
        for (int i = 0; i < buckets.size(); i++) {
            Bucket bucket = buckets.get(i);
            try (ListFile list = new ListFile(file(directory, pass, i + 1L), contents.source(bucket), true)) {
                contents.units(bucket, list);
                list.finish();
            }
        }
    }
}
