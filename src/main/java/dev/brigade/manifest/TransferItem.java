package dev.brigade.manifest;

import dev.brigade.model.FileName;

/**
 * One name that rsync gets.
 *
 * @param name path below the root of the transfer
 * @param contents whether it is a directory that means its entries too (a trailing slash)
 */
public record TransferItem(FileName name, boolean contents) {}
