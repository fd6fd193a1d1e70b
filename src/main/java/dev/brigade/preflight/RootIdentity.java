package dev.brigade.preflight;

import dev.brigade.manifest.DamagedRunException;
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
     * Compares with what an unfinished run had.
     *
     * @throws DamagedRunException where a directory is another
     */
    public static void check(Roots roots, List<String> before) throws IOException, DamagedRunException {
        List<String> now = of(roots);
        for (int i = 0; i < now.size(); i++) {
            if (i >= before.size() || !now.get(i).equals(before.get(i))) {
                throw new DamagedRunException("a directory is not the one it was, which was "
                        + (i < before.size() ? before.get(i) : "not written down") + ", and is now " + now.get(i));
            }
        }
    }
}
