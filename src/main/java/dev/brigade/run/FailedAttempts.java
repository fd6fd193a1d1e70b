package dev.brigade.run;

import dev.brigade.model.Pass;
import dev.brigade.model.Reasons;
import dev.brigade.plan.Bucket;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what rsync printed to its standard error in each attempt that failed: a file each in a directory of their own.
 * So many only, and of each so much. That it cannot be kept ends no run. Thread-safe.
 */
final class FailedAttempts {
    /** Bytes of what one rsync said that are kept. */
    static final int EXCERPT_BYTES = 63 * 1024;

    private static final int LONGEST_REASON = 500;
    private static final int MOST_FILES = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(FailedAttempts.class);

    private final Path directory;
    private final int most;
    private int number;

    /** Keeps them below the run's directory. */
    FailedAttempts(Path run) {
        this(run, MOST_FILES);
    }

    FailedAttempts(Path run, int most) {
        this.directory = run.resolve("errors");
        this.most = most;
    }

    /**
     * Keeps one, unless there are so many already.
     *
     * @param reason how it ended, one line
     * @return where it is kept
     */
    synchronized Optional<Path> keep(Pass pass, Attempt attempt, String reason, Excerpt said) {
        try {
            prepare();
            while (number < most) {
                Optional<Path> file = write(pass, attempt, reason, said);
                if (file.isPresent()) {
                    return file;
                }
                LOG.debug("failed attempt {} is known from before", number);
            }
        } catch (IOException e) {
            LOG.warn("what failed rsync processes print cannot be kept in {}: {}", directory, Reasons.of(e));
            number = most;
        }
        return Optional.empty();
    }

    /** A run that goes on with what another began finds that one's files there. */
    private void prepare() throws IOException {
        if (number == 0 && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> earlier = Files.list(directory)) {
                number = (int) Math.min(most, earlier.count());
            }
        } else if (number == 0) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private Optional<Path> write(Pass pass, Attempt attempt, String reason, Excerpt said) throws IOException {
        number++;
        Path first = KeptLists.file(directory, pass, number);
        Path file = attempt.number() == 1 ? first : first.resolveSibling(first.getFileName() + "-" + attempt.number());
        try (OutputStream out = new BufferedOutputStream(PrivateFile.create(file))) {
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
