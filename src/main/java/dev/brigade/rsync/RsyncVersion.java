package dev.brigade.rsync;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an rsync, from its {@code --version}: 3, 2 and 7 in 3.2.7. */
public record RsyncVersion(int major, int minor, int patch) implements Comparable<RsyncVersion> {
    private static final Comparator<RsyncVersion> ORDER = Comparator.comparingInt(RsyncVersion::major)
            .thenComparingInt(RsyncVersion::minor)
            .thenComparingInt(RsyncVersion::patch);

    /** The oldest supported version. */
    public static final RsyncVersion OLDEST = new RsyncVersion(3, 1, 0);

    /**
     * From here {@code --modify-window=-1} compares nanoseconds, {@code -S} goes together with {@code --inplace}, and
     * filter rules may be about attributes.
     */
    private static final RsyncVersion V_3_1_3 = new RsyncVersion(3, 1, 3);

    /** From here symbolic links of other users in a path are not followed, but for {@code --insecure-links}. */
    private static final RsyncVersion GUARDED_PATHS = new RsyncVersion(3, 5, 0);

    private static final Pattern LINE = Pattern.compile("rsync +version v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");

    /** Reads the first line of {@code rsync --version}; empty for openrsync and anything else that is not rsync. */
    public static Optional<RsyncVersion> parse(String versionText) {
        String first = versionText.lines().findFirst().orElse("").strip();
        Matcher matcher = LINE.matcher(first);
        if (versionText.contains("openrsync") || !matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        return Optional.of(new RsyncVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch)));
    }

    /** Whether times can be compared to the nanosecond, and sparse files written in place. */
    public boolean hasNanoseconds() {
        return compareTo(V_3_1_3) >= 0;
    }

    /** Whether a filter rule can be about extended attributes. */
    boolean filtersAttributes() {
        return compareTo(V_3_1_3) >= 0;
    }

    /** Whether paths are guarded against other users' symbolic links, and {@code --insecure-links} ends that. */
    public boolean guardsPaths() {
        return compareTo(GUARDED_PATHS) >= 0;
    }

    @Override
    public int compareTo(RsyncVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
