package dev.brigade.cli;

import dev.brigade.model.Engine;
import dev.brigade.model.RefusedException;
import picocli.CommandLine.Option;

/** What copies files in phase 1. */
final class EngineOption {
    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "Copy files by rsync, or direct: faster into a new directory (default: rsync).")
    private String engine = "rsync";

    Engine toEngine() throws RefusedException {
        return switch (engine) {
            case "rsync" -> Engine.RSYNC;
            case "direct" -> Engine.DIRECT;
            default -> throw RefusedException.usage("--engine is rsync or direct, not " + engine);
        };
    }
}
