package dev.brigade.model;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that kept an entry from being copied, read or compared.
 *
 * @param name path below the root of the transfer, null where the message named none
 * @param reason what rsync or the system said, one line, names in it escaped as rsync escapes them
 */
public record Problem(@Nullable FileName name, String reason) {
    /**
     * EIO, EINTR, EAGAIN, ENOMEM, EBUSY, ENFILE, EMFILE, ETXTBSY, ENOLCK, ETIMEDOUT, ESTALE, EREMOTEIO; ENOENT of a
     * directory that somebody makes.
     */
    private static final Set<String> PASSING =
            Set.of("2", "4", "5", "11", "12", "16", "23", "24", "26", "37", "110", "116", "121");

    private static final Pattern ERRNO = Pattern.compile(" \\((\\d{1,3})\\)$");

    /** Whether it may go well when it is tried again: the storage, the machine or a moving source was at fault. */
    public boolean mayPass() {
        Matcher errno = ERRNO.matcher(reason);
        return errno.find()
                ? PASSING.contains(errno.group(1))
                : reason.endsWith("failed verification -- update discarded");
    }

    /**
     * Whether the entry's owner or group was refused, as by an NFS server with root_squash; rsync then sets neither
     * mode nor time.
     */
    public boolean isOwnerRefused() {
        boolean ownership = reason.startsWith("chown: ") || reason.startsWith("chgrp: ");
        return ownership
                && (reason.endsWith("Operation not permitted (1)") || reason.endsWith("Invalid argument (22)"));
    }
}
