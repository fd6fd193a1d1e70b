package dev.brigade.model;

import java.io.IOException;

/** Where the names of a bucket go. */
@FunctionalInterface
public interface UnitSink {
    /**
     * Takes one unit.
     *
     * @throws IOException where it cannot be kept
     */
    void accept(Unit unit) throws IOException;
}
