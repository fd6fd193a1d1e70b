package dev.brigade.rsync;

import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides, from the attributes of a directory on both sides, that rsync would set nothing on it. Immutable and
 * thread-safe.
 *
 * @param modes whether modes are copied
 * @param owners whether owners are copied
 * @param groups whether groups are copied
 * @param times whether times of directories are copied
 * @param nanoseconds whether times are compared to the nanosecond, not to the second
 */
public record DirectoryRule(boolean modes, boolean owners, boolean groups, boolean times, boolean nanoseconds) {
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;

    /**
     * Attributes of an entry.
     *
     * @param mode permissions and type, as the system has them
     */
    public record Attributes(int mode, int uid, int gid, FileTime time) {}

    /** Returns the rule of a command; empty if only rsync itself can compare, because of its options. */
    public static Optional<DirectoryRule> of(RsyncCommand command) {
        RsyncOptions options = command.options();
        boolean plain = !options.has(OptionEffect.ACLS)
                && !options.has(OptionEffect.XATTRS)
                && !options.has(OptionEffect.FAKE_SUPER)
                && !options.has(OptionEffect.MODIFY_WINDOW)
                && !options.has(OptionEffect.OTHER_ATTRIBUTES);
        return plain
                ? Optional.of(new DirectoryRule(
                        options.has(OptionEffect.PERMS),
                        // Without root's rights, rsync leaves owners as they are.
                        options.has(OptionEffect.OWNERS) && command.settings().contains(RsyncCommand.Setting.ROOT),
                        options.has(OptionEffect.GROUPS),
                        options.has(OptionEffect.TIMES) && !options.has(OptionEffect.NO_DIRECTORY_TIMES),
                        command.hasExactTimes()))
                : Optional.empty();
    }

    /** Returns whether both are directories, and rsync would set nothing; false if this cannot be told. */
    public boolean isSame(Attributes source, Attributes destination) {
        return isDirectory(source)
                && isDirectory(destination)
                && (!modes || source.mode() == destination.mode())
                && (!owners || source.uid() == destination.uid())
                && (!groups || source.gid() == destination.gid())
                && (!times || isSame(source.time(), destination.time()));
    }

    private static boolean isDirectory(Attributes attributes) {
        return (attributes.mode() & TYPE) == DIRECTORY;
    }

    private boolean isSame(FileTime source, FileTime destination) {
        long nanos = source.to(TimeUnit.NANOSECONDS);
        if (nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE) {
            return false; // Java cuts times that far away.
        }
        return nanoseconds
                ? nanos == destination.to(TimeUnit.NANOSECONDS)
                : source.toInstant().getEpochSecond() == destination.toInstant().getEpochSecond();
    }
}
