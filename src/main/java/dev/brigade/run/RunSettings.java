package dev.brigade.run;

import java.nio.file.Path;

/**
 * What the processes of a run may use.
 *
 * @param processes rsync processes at a time, at least 1
 * @param argumentBytes bytes that the names on one command line may have
 * @param lists directory for list files, ours alone
 * @param kept whether every bucket's names go through a list file, which stays there with what its rsync said
 */
public record RunSettings(int processes, long argumentBytes, Path lists, boolean kept) {}
