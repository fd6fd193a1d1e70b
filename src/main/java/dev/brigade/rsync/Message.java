package dev.brigade.rsync;

import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.util.Optional;

/** A line of rsync's standard error, understood. */
public sealed interface Message {
    /** A line about an entry, or about the whole process if it names no entry. */
    sealed interface AboutEntry extends Message permits Failed, Vanished {
        /** Returns the entry and the reason. */
        Problem problem();
    }

    /**
     * Something went wrong.
     *
     * @param temporary the name under which rsync wrote the entry, if it wrote it under another
     */
    record Failed(Problem problem, Optional<FileName> temporary) implements AboutEntry {}

    /** An entry was there when rsync listed its directory and gone when rsync read it. */
    record Vanished(Problem problem) implements AboutEntry {}

    /** rsync's last words: why it ended as it did. */
    record Summary(String text) implements Message {}

    /** Nothing to act on. */
    record Noise() implements Message {}
}
