package dev.brigade.cli;

import picocli.CommandLine.Option;

/** {@code --help}. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    boolean help;
}
