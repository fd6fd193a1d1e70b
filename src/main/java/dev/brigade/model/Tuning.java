package dev.brigade.model;

/**
 * How many processes a run came to have, and what bounded it with them.
 *
 * @param chosen whether brigade chose their number; otherwise the user did
 * @param processes rsync processes at a time in the end, at least 1
 * @param bound what kept it from being faster
 */
public record Tuning(boolean chosen, int processes, Bottleneck bound) {}
