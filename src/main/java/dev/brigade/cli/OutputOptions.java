package dev.brigade.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much is said. */
final class OutputOptions {
    @Option(
            names = {"-P", "--progress"},
            description = "Shows how far it is: one live line on a terminal, one line a minute elsewhere.")
    boolean progress;

    @Option(names = "--stats", description = "Prints the figures behind the outcome.")
    boolean stats;

    @Option(
            names = {"-v", "--verbose"},
            description = "Lists every name that was repaired or deleted, and logs what it does.")
    boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Prints nothing where all went well.")
    boolean quiet;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private final HelpOption help = new HelpOption();
}
