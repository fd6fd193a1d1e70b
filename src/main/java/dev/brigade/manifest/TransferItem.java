package dev.brigade.manifest;

import dev.brigade.model.FileName;

/**
 * One thing that rsync is told to look at.
 *
 * @param name path below the root of the transfer
 * @param contents whether a directory's own entries are meant as well (a trailing slash), or only what is named
 */
public record TransferItem(FileName name, boolean contents) {}
