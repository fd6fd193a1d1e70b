package dev.brigade.cli;

import picocli.CommandLine.Option;

/** The page of a command. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this page.")
    boolean help;
}
