package dev.brigade.model;

import java.util.List;

/**
 * How a run was asked for.
 *
 * @param version the program's
 * @param words the command line that asks for the same again, with absolute paths
 */
public record Invocation(String version, List<String> words) {}
