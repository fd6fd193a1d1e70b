package dev.brigade.manifest;

/**
 * Identifies a manifest that is kept on disk, so that a later run can tell whether the file is still the same.
 *
 * @param entries number of entries of all kinds
 * @param directories how many of them are directories
 * @param bytes sizes of their files, bytes
 * @param size size of the manifest itself, bytes
 * @param digest digest of the manifest's bytes
 */
public record ManifestFacts(long entries, long directories, long bytes, long size, long digest) {}
