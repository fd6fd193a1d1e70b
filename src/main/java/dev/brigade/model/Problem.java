package dev.brigade.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that kept an entry from being copied, read or compared.
 *
 * @param name path below the root of the transfer, null where the message named none
 * @param reason what rsync or the system said, one line, names in it escaped as rsync escapes them
 */
public record Problem(@Nullable FileName name, String reason) {}
