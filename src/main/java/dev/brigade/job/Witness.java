package dev.brigade.job;

import dev.brigade.manifest.Private;
import dev.brigade.model.Reasons;
import dev.brigade.state.JobFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** A file with random name and content in the destination of a job: only there it is the destination. */
final class Witness {
    private static final String NAMES = ".brigade-job-";
    private static final int RANDOM_BITS = 128;
    private static final int MOST_BYTES = 100;

    private Witness() {}

    /**
     * Writes a witness, mode 0600.
     *
     * @param alone whether the destination is empty
     */
    static JobFile.Witness leave(Path destination, boolean alone) throws IOException {
        String name = NAMES + random();
        String content = random();
        try (var channel = Files.newByteChannel(
                destination.resolve(name),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Private.FILE)) {
            channel.write(StandardCharsets.US_ASCII.encode(content));
        }
        return new JobFile.Witness(name, content, alone);
    }

    private static String random() {
        return new BigInteger(RANDOM_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
    }

    /** Returns why a directory is not the destination of the job; empty if it is. */
    static Optional<String> missing(JobFile.Witness witness, Path destination) {
        Path file = destination.resolve(witness.name());
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String content = new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
            return content.equals(witness.content())
                    ? Optional.empty()
                    : Optional.of(file + " has another content than the plan wrote");
        } catch (FileSystemException e) {
            return Optional.of(file + ", which the plan wrote there: " + Reasons.of(e));
        } catch (IOException e) {
            return Optional.of(file + " cannot be read: " + Reasons.of(e));
        }
    }

    /** Removes the witness of a job that is finished. The directory keeps its time. */
    static void remove(JobFile.Witness witness, Path destination) throws IOException {
        FileTime time = Files.getLastModifiedTime(destination);
        if (Files.deleteIfExists(destination.resolve(witness.name()))) {
            Files.setLastModifiedTime(destination, time);
        }
    }
}
