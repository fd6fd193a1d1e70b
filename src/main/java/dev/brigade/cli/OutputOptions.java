package dev.brigade.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much is printed. */
final class OutputOptions {
    @Option(
            names = {"-P", "--progress"},
            description = "Show progress: a live line on a terminal, else one line a minute.")
    boolean progress;

    @Option(names = "--stats", description = "Print statistics at the end.")
    boolean stats;

    @Option(
            names = {"-v", "--verbose"},
            description = "List every repaired or deleted entry, and log each step.")
    boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing if the run succeeds.")
    boolean quiet;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private final HelpOption help = new HelpOption();
}
