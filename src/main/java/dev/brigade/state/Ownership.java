package dev.brigade.state;

import dev.brigade.model.CurrentUser;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Refuses directories that are not this user's alone: whoever can write there could have us copy and remove things. */
final class Ownership {
    private Ownership() {}

    /** Refuses a directory that belongs to another user; where the system does not tell who we are, none is. */
    static void check(Path directory) throws IOException {
        Optional<Integer> user = CurrentUser.id();
        if (user.isPresent() && !user.get().equals(CurrentUser.owner(directory))) {
            throw new FileSystemException(directory.toString(), null, "it belongs to another user");
        }
    }

    /** Also refuses a directory that others may write to. */
    static void checkPrivate(Path directory) throws IOException {
        check(directory);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(directory.toString(), null, "other users may write to it");
        }
    }
}
