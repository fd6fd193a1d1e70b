package dev.brigade.model;

/** What becomes of an unfinished run that was asked for the same of the same directories. */
public sealed interface Earlier {
    /** It is gone on with, if there is one. */
    record GoOn() implements Earlier {}

    /** It is given up. */
    record StartOver() implements Earlier {}

    /** Just this one is gone on with, or nothing is done. */
    record GoOnWith(String run) implements Earlier {}
}
