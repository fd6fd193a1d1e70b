package dev.brigade.manifest;

import dev.brigade.model.Totals;
import java.util.Objects;

/**
 * Identifies a manifest that is kept on disk, so that a later run can tell whether the file is still the same.
 *
 * @param totals what it holds
 * @param size size of the manifest itself, bytes
 * @param digest CRC-32C of the manifest's bytes
 */
public record ManifestFacts(Totals totals, long size, long digest) {
    public ManifestFacts {
        Objects.requireNonNull(totals);
    }
}
