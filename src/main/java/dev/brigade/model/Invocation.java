package dev.brigade.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run was started.
 *
 * @param version the program's
 * @param words the command line that starts the same run again, with absolute paths
 * @param job what the user calls the job, if it has a name
 * @param environment variables that the program was started with, which its rsync processes inherit
 */
public record Invocation(String version, List<String> words, Optional<String> job, Map<String, String> environment) {}
