package dev.brigade.crawl;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.Source;
import dev.brigade.posix.DirectoryCalls;
import dev.brigade.posix.Posix;
import dev.brigade.posix.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Chooses how crawls read. Their library of system calls costs more to load than a small tree to read, so they begin
 * with what Java has, and change over when they have read many entries. Thread-safe.
 */
public final class SystemCalls {
    /** Entries that Java reads in the time by which system calls would pay for loading their library. */
    public static final long WORTH = 5_000;

    private static final long NEVER = Long.MAX_VALUE;

    /** Crawls that never use system calls. */
    public static final SystemCalls NONE = new SystemCalls(() -> Path.of(""), reason -> {}, NEVER);

    private final Unpacked directory;
    private final Consumer<String> unavailable;
    private final long worth;
    private final AtomicLong entries = new AtomicLong();
    /** Whether the library is there; empty if nobody tried. */
    private volatile Optional<Boolean> loaded = Optional.empty();

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
        if (!isWorth() || !load()) {
            return Optional.empty();
        }
        return Optional.of(new PosixReader(FileName.of(FileName.bytesOf(source.root())), new DirectoryCalls()));
    }

    private boolean isWorth() {
        return entries.get() >= worth || worth != NEVER && Posix.isLoaded();
    }

    /** Returns whether the library is there. All threads wait, so that the one that loads gets a processor. */
    private boolean load() {
        if (loaded.isEmpty()) {
            synchronized (this) {
                if (loaded.isEmpty()) {
                    loaded = Optional.of(tryToLoad());
                }
            }
        }
        return loaded.get();
    }

    private boolean tryToLoad() {
        if (Posix.isLoaded()) {
            return true;
        }
        String why;
        try {
            Path unpacked = directory.directory();
            if (isPrivate(unpacked)) {
                Posix.load(unpacked);
                return true;
            }
            why = "other users may write into " + unpacked;
        } catch (IOException e) {
            why = Reasons.of(e);
        } catch (UnavailableException e) {
            why = String.valueOf(e.getMessage());
        }
        unavailable.accept("the system calls for a faster crawl cannot be loaded: " + why);
        return false;
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
