package dev.brigade.model;

/** What copies files in phase 1. rsync verifies in any case. */
public enum Engine {
    /** rsync, in place. */
    RSYNC,
    /** brigade itself, in directories that the run makes; rsync everything else. */
    DIRECT
}
