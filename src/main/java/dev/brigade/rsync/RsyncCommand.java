package dev.brigade.rsync;

import dev.brigade.model.Entry;
import dev.brigade.model.Pass;
import dev.brigade.plan.Bucket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes rsync's command lines. Every process works in its source's root. Options without {@code -r}: a directory with
 * a trailing slash means its own entries, and nothing below them. Immutable and thread-safe.
 *
 * @param program rsync's path
 * @param version its version
 * @param options what the user wants kept, and the defaults of that
 * @param filters what is left out
 * @param destination real path of the destination
 * @param settings what the run wants
 */
public record RsyncCommand(
        Path program,
        RsyncVersion version,
        RsyncOptions options,
        FilterRules filters,
        Path destination,
        Settings settings) {

    /**
     * Variables for every rsync: messages as {@code MessageReader} knows them, and nothing from the user's environment
     * that would change options behind our back: {@code ~/.popt} may alias them, the others are defaults for
     * {@code --iconv} and {@code --partial-dir}.
     */
    public static final Map<String, String> ENVIRONMENT =
            Map.of("LC_ALL", "C", "HOME", "/", "RSYNC_ICONV", "", "RSYNC_PARTIAL_DIR", "");

    /**
     * What a run asks of all its processes.
     *
     * @param checksum whether verification compares content
     * @param nanoseconds whether both file systems keep times to the nanosecond
     * @param delete whether extra entries are removed
     * @param dryRun whether nothing is changed
     * @param inPlace whether the copy pass writes in place
     * @param kibibytesPerSecond what each process may write, KiB a second
     * @param limitLarge whether the directories of the copy pass leave large files to others
     * @param sparseLarge whether large files are copied with {@code -S}
     * @param trusted whether the destination's path is not guarded against other users' symbolic links, by an rsync
     *     that would
     */
    public record Settings(
            boolean checksum,
            boolean nanoseconds,
            boolean delete,
            boolean dryRun,
            boolean inPlace,
            OptionalLong kibibytesPerSecond,
            boolean limitLarge,
            boolean sparseLarge,
            boolean trusted) {}

    /** The same with extra entries removed, or not. */
    public RsyncCommand deleting(boolean delete) {
        return with(new Settings(
                settings.checksum,
                settings.nanoseconds,
                delete,
                settings.dryRun,
                settings.inPlace,
                settings.kibibytesPerSecond,
                settings.limitLarge,
                settings.sparseLarge,
                settings.trusted));
    }

    /** The same without changing anything. */
    public RsyncCommand rehearsing() {
        return with(new Settings(
                settings.checksum,
                settings.nanoseconds,
                settings.delete,
                true,
                settings.inPlace,
                settings.kibibytesPerSecond,
                settings.limitLarge,
                settings.sparseLarge,
                settings.trusted));
    }

    /** The same without owners and groups: rsync sets neither mode nor time where it could not set those. */
    public RsyncCommand withoutOwners() {
        return new RsyncCommand(program, version, options.withoutOwners(), filters, destination, settings);
    }

    /** The same by another way to the destination. */
    public RsyncCommand by(Path mount) {
        return new RsyncCommand(program, version, options, filters, mount, settings);
    }

    private RsyncCommand with(Settings other) {
        return new RsyncCommand(program, version, options, filters, destination, other);
    }

    /** The command line up to the names. */
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
                line.addAll(List.of("--omit-dir-times", "--chmod=Du+rwx"));
            }
            case FIX_DIRECTORIES -> {
                line.addAll(List.of("--existing", "--ignore-existing"));
                addExactTimes(line);
            }
            case PRUNE -> line.addAll(List.of("--existing", "--ignore-existing", "--delete"));
        }
        if (settings.trusted() && version.guardsPaths()) {
            line.add("--insecure-links");
        }
        if (settings.dryRun()) {
            line.add("-n");
        }
        settings.kibibytesPerSecond().ifPresent(rate -> line.add("--bwlimit=" + rate));
        line.addAll(filters.asArguments());
        line.add("--out-format=" + ChangeLines.FORMAT);
        return line;
    }

    private void addCopy(Bucket.Kind kind, List<String> line) {
        line.addAll(List.of("--omit-dir-times", "--chmod=Du+rwx"));
        if (isInPlace(Pass.COPY, kind)) {
            line.add("--inplace");
        }
        if (kind == Bucket.Kind.DIRECTORIES && settings.limitLarge()) {
            line.add("--max-size=" + (Entry.LARGE_BYTES - 1));
        }
        if (kind != Bucket.Kind.DIRECTORIES && settings.sparseLarge() && version.hasNanoseconds()) {
            line.add("-S");
        }
    }

    /**
     * Whether files are written in place; an inode whose names are no longer the source's would change under all of
     * them.
     */
    public boolean isInPlace(Pass pass, Bucket.Kind kind) {
        return pass == Pass.COPY && settings.inPlace() && kind != Bucket.Kind.LINKS;
    }

    private void addVerify(boolean mayDelete, List<String> line) {
        if (settings.checksum()) {
            line.add("-c");
        } else if (!options.has(OptionEffect.TIMES)) {
            line.add("--size-only");
        }
        if (settings.nanoseconds()) {
            addExactTimes(line);
        }
        if (mayDelete && settings.delete()) {
            line.add("--delete");
        }
    }

    /** Otherwise a directory that was made within the second of its time keeps the time at which it was made. */
    private void addExactTimes(List<String> line) {
        if (version.hasNanoseconds() && !options.has(OptionEffect.MODIFY_WINDOW)) {
            line.add("--modify-window=-1");
        }
    }

    /** The command line's end for names that are arguments. */
    public List<String> withArguments(List<String> names) {
        List<String> end = new ArrayList<>(names.size() + 2);
        end.add("--");
        end.addAll(names);
        end.add(destinationArgument());
        return end;
    }

    /** The command line's end for names that stand in a list file. */
    public List<String> withList(Path list) {
        return List.of("--from0", "--files-from=" + list, "--", "./", destinationArgument());
    }

    private String destinationArgument() {
        String path = destination.toString();
        return path.endsWith("/") ? path : path + "/";
    }
}
