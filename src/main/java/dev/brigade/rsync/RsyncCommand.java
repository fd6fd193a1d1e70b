package dev.brigade.rsync;

import dev.brigade.model.Entry;
import dev.brigade.model.Pass;
import dev.brigade.plan.Bucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes rsync's command lines. Every process works in the root of its source. Without {@code -r}, a directory with a
 * trailing slash means its own entries and nothing below them. Immutable and thread-safe.
 *
 * @param program rsync's path
 * @param options the user's options, or the defaults
 * @param filters the rules of what is left out
 * @param destination real path of the destination
 * @param kibibytesPerSecond write limit of a process, KiB/s
 */
public record RsyncCommand(
        Path program,
        RsyncVersion version,
        RsyncOptions options,
        FilterRules filters,
        Path destination,
        Set<Setting> settings,
        OptionalLong kibibytesPerSecond) {

    /**
     * Environment of every rsync: messages as {@code MessageReader} knows them, and nothing of the user's environment
     * that changes options: {@code ~/.popt} may alias them, the others are defaults for {@code --iconv} and
     * {@code --partial-dir}.
     */
    public static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C", "HOME", "/", "RSYNC_ICONV", "", "RSYNC_PARTIAL_DIR", "");

    /**
     * XFS shows an ACL a second time, as an attribute. A later pass would remove that as foreign, and the ACL with it.
     * A rule about attributes replaces rsync's own, so {@code system.*} is left out by name.
     */
    private static final List<String> NO_SECOND_ACLS = List.of("--filter=-x system.*", "--filter=-x trusted.SGI_ACL_*");

    /** Settings of all processes of a run. */
    public enum Setting {
        /** Verification compares content. */
        CHECKSUM,
        /** Both file systems keep times to the nanosecond. */
        NANOSECONDS,
        /** Extra entries are removed. */
        DELETE,
        /** Nothing is changed. */
        DRY_RUN,
        /** The copy pass writes in place. */
        IN_PLACE,
        /** The destination was empty when the run began, so all its files have only names of the run. */
        NEW_DESTINATION,
        /** Directories of the copy pass leave out large files, which have processes of their own. */
        LIMIT_LARGE,
        /** Until phase 2, only their owner can write into the directories that rsync makes or looks at. */
        CLOSED_DIRECTORIES,
        /** Large files are copied with {@code -S}. */
        SPARSE_LARGE,
        /** rsync does not check the destination's path for symbolic links of other users. */
        TRUSTED,
        /** brigade runs as root, so rsync copies attributes of all namespaces. */
        ROOT
    }

    public RsyncCommand {
        settings = Set.copyOf(settings);
    }

    /** Returns this command with a setting on or off. */
    public RsyncCommand with(Setting setting, boolean on) {
        EnumSet<Setting> changed = EnumSet.noneOf(Setting.class);
        changed.addAll(settings);
        if (on) {
            changed.add(setting);
        } else {
            changed.remove(setting);
        }
        return new RsyncCommand(program, version, options, filters, destination, changed, kibibytesPerSecond);
    }

    /** Returns this command without owners and groups: if rsync cannot set those, it sets neither mode nor time. */
    public RsyncCommand withoutOwners() {
        return new RsyncCommand(
                program, version, options.withoutOwners(), filters, destination, settings, kibibytesPerSecond);
    }

    /** Returns this command over another mount of the destination. */
    public RsyncCommand by(Path mount) {
        return new RsyncCommand(program, version, options, filters, mount, settings, kibibytesPerSecond);
    }

    /** Returns this command with another write limit. */
    public RsyncCommand limitedTo(OptionalLong rate) {
        return new RsyncCommand(program, version, options, filters, destination, settings, rate);
    }

    /** Returns the command line up to the names. */
    public List<String> options(Pass pass, Bucket.Kind kind, boolean impliedDirectories) {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(options.arguments());
        line.addAll(List.of("--no-r", "-d", "-R"));
        if (!impliedDirectories) {
            line.add("--no-implied-dirs");
        }
        switch (pass) {
            case COPY -> addCopy(kind, line);
            case VERIFY -> addVerify(true, line);
            case REPAIR -> {
                addVerify(false, line);
                addUnfinishedDirectories(line);
            }
            case FIX_DIRECTORIES -> {
                line.addAll(List.of("--existing", "--ignore-existing"));
                addExactTimes(line);
            }
            case PRUNE -> line.addAll(List.of("--existing", "--ignore-existing", "--delete"));
        }
        if (settings.contains(Setting.TRUSTED) && version.guardsPaths()) {
            line.add("--insecure-links");
        }
        if (settings.contains(Setting.DRY_RUN)) {
            line.add("-n");
        }
        kibibytesPerSecond.ifPresent(rate -> line.add("--bwlimit=" + rate));
        line.addAll(filters.asArguments());
        if (copiesBothAclsAndAttributes()) {
            line.addAll(NO_SECOND_ACLS);
        }
        line.add("--out-format=" + ChangeLines.FORMAT);
        return line;
    }

    private boolean copiesBothAclsAndAttributes() {
        return settings.contains(Setting.ROOT)
                && version.filtersAttributes()
                && options.has(OptionEffect.ACLS)
                && options.has(OptionEffect.XATTRS)
                && !options.has(OptionEffect.FAKE_SUPER);
    }

    /**
     * Another process may be at work in a directory: its time comes later, and it stays writable. With
     * {@code --fake-super} it always is, and rsync would keep what {@code --chmod} says as its mode.
     */
    private void addUnfinishedDirectories(List<String> line) {
        line.add("--omit-dir-times");
        if (!options.has(OptionEffect.FAKE_SUPER)) {
            line.add(settings.contains(Setting.CLOSED_DIRECTORIES) ? "--chmod=Du+rwx,Dgo-w" : "--chmod=Du+rwx");
        }
    }

    /** Whether a pass gives new directories permissions that no later pass removes. */
    public boolean addsModes(Pass pass) {
        return (pass == Pass.COPY || pass == Pass.REPAIR)
                && !options.has(OptionEffect.PERMS)
                && !options.has(OptionEffect.FAKE_SUPER);
    }

    private void addCopy(Bucket.Kind kind, List<String> line) {
        addUnfinishedDirectories(line);
        // Written out, so that a process tells which pass it is of.
        line.add(isInPlace(Pass.COPY, kind) ? "--inplace" : "--no-inplace");
        if (kind == Bucket.Kind.DIRECTORIES && settings.contains(Setting.LIMIT_LARGE)) {
            line.add("--max-size=" + (Entry.LARGE_BYTES - 1));
        }
        if (kind != Bucket.Kind.DIRECTORIES && settings.contains(Setting.SPARSE_LARGE) && version.hasNanoseconds()) {
            line.add("-S");
        }
    }

    /** Whether files are written in place. Hard links are not: a change would show under all names of the inode. */
    public boolean isInPlace(Pass pass, Bucket.Kind kind) {
        return pass == Pass.COPY && settings.contains(Setting.IN_PLACE) && kind != Bucket.Kind.LINKS;
    }

    private void addVerify(boolean mayDelete, List<String> line) {
        if (settings.contains(Setting.CHECKSUM)) {
            line.add("-c");
        } else if (!options.has(OptionEffect.TIMES)) {
            line.add("--size-only");
        }
        addExactTimes(line);
        if (mayDelete && settings.contains(Setting.DELETE)) {
            line.add("--delete");
        }
    }

    private void addExactTimes(List<String> line) {
        if (hasExactTimes() && !options.has(OptionEffect.MODIFY_WINDOW)) {
            line.add("--modify-window=-1");
        }
    }

    /** Whether times are compared to the nanosecond, not to the second, unless the user's options say how. */
    boolean hasExactTimes() {
        return settings.contains(Setting.NANOSECONDS) && version.hasNanoseconds();
    }

    /** Returns the end of the command line, with names as arguments. */
    public List<String> withArguments(List<String> names) {
        List<String> end = new ArrayList<>(names.size() + 2);
        end.add("--");
        end.addAll(names);
        end.add(destinationArgument());
        return end;
    }

    /** Returns the end of the command line, with names in a list file. */
    public List<String> withList(Path list) {
        return List.of("--from0", "--files-from=" + list, "--", "./", destinationArgument());
    }

    private String destinationArgument() {
        String path = destination.toString();
        return path.endsWith("/") ? path : path + "/";
    }
}
