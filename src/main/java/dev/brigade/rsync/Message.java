package dev.brigade.rsync;

import dev.brigade.model.Problem;

/** A line of rsync's standard error, understood. */
public sealed interface Message {
    /** Something went wrong with an entry, or with the whole process where no entry is named. */
    record Failed(Problem problem) implements Message {}

    /** An entry was there when rsync listed its directory and gone when it was to be read. */
    record Vanished(Problem problem) implements Message {}

    /** rsync's last words: why it ended as it did. */
    record Summary(String text) implements Message {}

    /** Nothing that has to be acted on. */
    record Noise() implements Message {}
}
