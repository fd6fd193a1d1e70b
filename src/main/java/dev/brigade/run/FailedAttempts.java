package dev.brigade.run;

import dev.brigade.manifest.Private;
import dev.brigade.model.Pass;
import dev.brigade.model.Reasons;
import dev.brigade.plan.Bucket;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the standard error of rsync processes that failed: one file for each attempt, limited in number and size. If a
 * file cannot be written, the run continues. Thread-safe.
 */
final class FailedAttempts {
    /** Bytes of one standard error that are kept. */
    static final int EXCERPT_BYTES = 63 * 1024;

    private static final int LONGEST_REASON = 500;
    private static final int MOST_FILES = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

    private final Path directory;
    private final int most;
    private int number;

    FailedAttempts(Path run) {
        this(run, MOST_FILES);
    }

    FailedAttempts(Path run, int most) {
        this.directory = run.resolve("errors");
        this.most = most;
    }

    /**
     * Keeps one, unless there are too many already.
     *
     * @param reason how the process ended, one line
     * @return the file
     */
    synchronized Optional<Path> keep(Pass pass, Attempt attempt, String reason, Excerpt said) {
        try {
            prepare();
            while (number < most) {
                Optional<Path> file = write(pass, attempt, reason, said);
                if (file.isPresent()) {
                    return file;
                }
                LOG.debug("the output of failed attempt {} exists", number);
            }
        } catch (IOException e) {
            LOG.warn("the output of failed rsync processes cannot be kept in {}: {}", directory, Reasons.of(e));
            number = most;
        }
        return Optional.empty();
    }

    /** A resumed run finds the files of its first part. */
    private void prepare() throws IOException {
        if (number == 0 && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> earlier = Files.list(directory)) {
                number = (int) Math.min(most, earlier.count());
            }
        } else if (number == 0) {
            Files.createDirectory(directory, Private.DIRECTORY);
        }
    }

    private Optional<Path> write(Pass pass, Attempt attempt, String reason, Excerpt said) throws IOException {
        number++;
        Path first = KeptLists.file(directory, pass, number);
        Path file = attempt.number() == 1 ? first : first.resolveSibling(first.getFileName() + "-" + attempt.number());
        try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(ListFile.create(file)))) {
            Bucket bucket = attempt.bucket();
            String head = "# attempt " + attempt.number() + " at " + bucket.entries() + " entries, " + bucket.bytes()
                    + " bytes: "
                    + reason.substring(0, Math.min(reason.length(), LONGEST_REASON))
                            .strip() + "\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            said.writeTo(out);
            return Optional.of(file);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
    }
}
