package dev.brigade.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that kept an entry from being copied, read or compared.
 *
 * @param name path below the root of the transfer, null where the message named none
 * @param reason what rsync or the system said, one line, names in it escaped as rsync escapes them
 */
public record Problem(@Nullable FileName name, String reason) {
    /** Whether the entry's owner or group was refused, as by an NFS server with root_squash; rsync then sets neither mode nor time. */
    public boolean isOwnerRefused() {
        boolean ownership = reason.startsWith("chown: ") || reason.startsWith("chgrp: ");
        return ownership
                && (reason.endsWith("Operation not permitted (1)") || reason.endsWith("Invalid argument (22)"));
    }
}
