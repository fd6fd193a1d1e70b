package dev.brigade.rsync;

import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.util.Optional;

/** A line of rsync's standard error, understood. */
public sealed interface Message {
    /**
     * Something went wrong with an entry, or with the whole process if no entry is named.
     *
     * @param temporary the name under which rsync wrote the entry, if it wrote it under another
     */
    record Failed(Problem problem, Optional<FileName> temporary) implements Message {}

    /** An entry was there when rsync listed its directory and gone when it was to be read. */
    record Vanished(Problem problem) implements Message {}

    /** rsync's last words: why it ended as it did. */
    record Summary(String text) implements Message {}

    /** Nothing that has to be acted on. */
    record Noise() implements Message {}
}
