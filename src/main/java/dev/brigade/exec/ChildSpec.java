package dev.brigade.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What to start. */
public record ChildSpec(List<String> command, Path directory, Map<String, String> environment) {}
