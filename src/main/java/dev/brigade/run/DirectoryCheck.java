package dev.brigade.run;

import dev.brigade.model.FileName;
import dev.brigade.model.OpenDirectory;
import dev.brigade.rsync.DirectoryRule;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks at directories of source and destination in parallel threads, and passes on those that differ. One thread adds
 * directories; used once.
 */
public final class DirectoryCheck {
    private final DirectoryRule rule;
    private final Path destination;
    private final boolean opens;
    private final Consumer<FileName> differing;
    private final LookThreads<Work> threads;

    /**
     * A directory to look at.
     *
     * @param name path below the root of the transfer
     */
    private record Work(FileName name, Path source) {}

    /**
     * Begins without directories.
     *
     * @param destinations the first of them is looked at; on a network, without what the client remembers
     * @param most threads at a time, at least 1
     * @param stopped whether to end early: then directories that differ may be missing
     * @param differing takes the directories that differ or cannot be read; called by many threads at once
     */
    public DirectoryCheck(
            DirectoryRule rule,
            DestinationMounts destinations,
            int most,
            BooleanSupplier stopped,
            Consumer<FileName> differing) {
        this.rule = rule;
        this.destination = destinations.mounts().get(0);
        this.opens = destinations.remote();
        this.differing = differing;
        this.threads = new LookThreads<>(most, stopped, this::look);
    }

    /**
     * Adds a directory; waits while too many others wait.
     *
     * @param source root of the transfer
     */
    public void add(FileName name, Path source) throws InterruptedException {
        threads.add(new Work(name, source));
    }

    /** Waits until all directories were looked at, or the run is cancelled. */
    public void finish() throws InterruptedException {
        threads.finish();
    }

    /** Returns how many directories were looked at so far; from any thread. */
    public long looked() {
        return threads.looked();
    }

    private void look(Work work) {
        if (differs(work)) {
            differing.accept(work.name());
        }
    }

    private boolean differs(Work work) {
        Path there = work.name().under(destination);
        try {
            if (opens) {
                open(there);
            }
            return !rule.isSame(read(work.name().under(work.source())), read(there));
        } catch (IOException e) {
            return true; // rsync says why.
        }
    }

    @SuppressWarnings("try") // The client asks the server when a directory is opened.
    private static void open(Path directory) throws IOException {
        try (DirectoryStream<Path> opened = OpenDirectory.at(directory)) {
            return;
        }
    }

    private static DirectoryRule.Attributes read(Path path) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        return new DirectoryRule.Attributes(
                (int) get(found, "mode"), (int) get(found, "uid"), (int) get(found, "gid"), (FileTime)
                        get(found, "lastModifiedTime"));
    }

    private static Object get(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name));
    }
}
