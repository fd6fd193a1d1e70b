package dev.brigade.model;

/**
 * The number of processes of a run, and what limited its throughput.
 *
 * @param chosen whether brigade chose the number; otherwise the user did
 * @param processes rsync processes at a time in the end, at least 1
 * @param bound what limited the throughput
 */
public record Tuning(boolean chosen, int processes, Bottleneck bound) {}
