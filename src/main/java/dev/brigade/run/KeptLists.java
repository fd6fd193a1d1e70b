package dev.brigade.run;

import dev.brigade.manifest.StateException;
import dev.brigade.model.Pass;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Files with lists of names for rsync, which can be kept. */
public final class KeptLists {
    private KeptLists() {}

    /** Returns the file for something of a bucket, such as its list, by its number in the pass. */
    static Path file(Path directory, Pass pass, long number) {
        return directory.resolve(pass.name().toLowerCase(Locale.ROOT) + "-" + number);
    }

    /**
     * Writes the lists of all buckets without a run of rsync.
     *
     * @throws IOException if a list cannot be written
     */
    public static void write(Path directory, Pass pass, List<Bucket> buckets, BucketContents contents)
            throws IOException {
        long number = 0;
        for (Bucket bucket : buckets) {
            ArgumentList arguments = new ArgumentList(contents.source(bucket), Long.MAX_VALUE);
            contents.items(bucket, arguments);
            // By its hash no inode fell to it: a real run starts no process either.
            if (arguments.names().filter(List::isEmpty).isPresent()) {
                continue;
            }
            number++;
            Path file = file(directory, pass, number);
            try (ListFile list = new ListFile(file, contents.source(bucket), true)) {
                contents.items(bucket, list);
                list.finish();
            } catch (IOException e) {
                throw StateException.of(file, e);
            }
        }
    }
}
