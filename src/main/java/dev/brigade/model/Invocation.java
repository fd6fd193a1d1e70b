package dev.brigade.model;

import java.util.List;
import java.util.Map;

/**
 * How a run was asked for.
 *
 * @param version the program's
 * @param words the command line that asks for the same again, with absolute paths
 * @param environment variables that the program was started with, which its rsync processes inherit
 */
public record Invocation(String version, List<String> words, Map<String, String> environment) {}
