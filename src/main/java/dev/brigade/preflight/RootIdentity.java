package dev.brigade.preflight;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which directories of which file systems the roots of a run are, in words that stay the same over reboots and later
 * mounts: device numbers do not.
 */
public final class RootIdentity {
    private RootIdentity() {}

    /** Each source, and at last the destination. */
    public static List<String> of(Roots roots) throws IOException {
        MountTable mounts = MountTable.now();
        List<String> rootIdentities = new ArrayList<>();
        for (Source source : roots.sources()) {
            rootIdentities.add(of(source.directory(), mounts));
        }
        rootIdentities.add(of(roots.destination(), mounts));
        return rootIdentities;
    }

    private static String of(Path directory, MountTable mounts) throws IOException {
        String mount = mounts.of(directory)
                .map(on -> " of " + on.type() + " " + on.source() + " " + on.withinDevice(directory))
                .orElse("");
        return directory + ": inode " + Files.getAttribute(directory, "unix:ino") + mount;
    }

    /**
     * Compares the roots with those of an unfinished run.
     *
     * @throws RefusedException if another file system is mounted at a root: it may be the wrong one
     * @throws DamagedRunException if a root is another directory of the same file system
     */
    public static void check(Roots roots, List<String> before)
            throws IOException, RefusedException, DamagedRunException {
        List<String> now = of(roots);
        if (now.size() != before.size()) {
            throw new DamagedRunException("its plan is damaged");
        }
        for (int i = 0; i < now.size(); i++) {
            if (!mounted(now.get(i)).equals(mounted(before.get(i)))) {
                throw new RefusedException(
                        Fault.NOT_CONTINUED,
                        "another file system is mounted than when the unfinished run began: then " + before.get(i)
                                + ", now " + now.get(i)
                                + ". Mount what was there, or start over with the same command and --fresh");
            }
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(before.get(i))) {
                throw new DamagedRunException(
                        "a directory was replaced: then " + before.get(i) + ", now " + now.get(i));
            }
        }
    }

    /** Returns the directory and its mount, which stay the same when somebody makes the directory again. */
    private static String mounted(String identity) {
        return identity.replaceFirst(": inode [0-9]+", "");
    }
}
