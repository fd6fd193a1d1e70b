package dev.brigade.crawl;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.Source;
import dev.brigade.posix.DirectoryCalls;
import dev.brigade.posix.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Chooses how crawls read. Their library of system calls costs more to load than a small tree to read, so they begin
 * with what Java has, and change over when they have read many entries. Thread-safe.
 */
public final class SystemCalls {
    /** Entries that Java reads in the time by which system calls would pay for loading their library. */
    public static final long WORTH = 20_000;

    /** Crawls that never use system calls. */
    public static final SystemCalls NONE = new SystemCalls(() -> Path.of(""), reason -> {}, Long.MAX_VALUE);

    private final Unpacked directory;
    private final Consumer<String> unavailable;
    private final long worth;
    private final AtomicLong entries = new AtomicLong();
    private final AtomicBoolean isLoading = new AtomicBoolean();
    private volatile boolean loaded;

    /** Where the library is unpacked while it is loaded. */
    @FunctionalInterface
    public interface Unpacked {
        /** Returns an existing directory into which only this user may write. */
        Path directory() throws IOException;
    }

    /**
     * Makes a choice that loads nothing yet.
     *
     * @param unavailable learns why the library cannot be loaded, once
     * @param worth entries that are read without it before
     */
    public SystemCalls(Unpacked directory, Consumer<String> unavailable, long worth) {
        this.directory = directory;
        this.unavailable = unavailable;
        this.worth = worth;
    }

    /** Returns a reader that is faster than Java's, once there is one. */
    Optional<EntryReader> better(Source source) {
        boolean mayLoad = entries.get() >= worth && isLoading.compareAndSet(false, true);
        if (!loaded && !mayLoad) {
            return Optional.empty();
        }
        try {
            Path unpacked = directory.directory();
            if (mayLoad && !isPrivate(unpacked)) {
                throw new IOException("other users may write into " + unpacked);
            }
            DirectoryCalls calls = DirectoryCalls.open(unpacked);
            loaded = true;
            return Optional.of(new PosixReader(FileName.of(FileName.bytesOf(source.root())), calls));
        } catch (UnavailableException | IOException e) {
            unavailable.accept("the system calls for a faster crawl cannot be loaded: "
                    + (e instanceof IOException io ? Reasons.of(io) : e.getMessage()));
            return Optional.empty();
        }
    }

    /** Who can write into the directory can make us run whatever he likes. */
    private static boolean isPrivate(Path directory) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        return !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE)
                && Files.getOwner(directory).equals(Files.getOwner(Path.of("/proc/self")));
    }

    /** Learns how many entries were read. */
    void read(int more) {
        entries.addAndGet(more);
    }
}
