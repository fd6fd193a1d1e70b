package dev.brigade.cli;

import dev.brigade.sync.Waits;
import java.time.Duration;

/** The program as it is, but for how long it waits: for rsync's answers to preflight, and before it tries again. */
final class ImpatientProgram {
    private ImpatientProgram() {}

    public static void main(String[] arguments) {
        Console console = Console.standard();
        Interruption interruption = new Interruption();
        RunCommand run = new RunCommand(
                console, interruption, new Waits(Duration.ofMillis(300), Duration.ofMillis(10), Waits.USUAL.end()));
        int code = Program.commandLine(run).execute(arguments);
        console.flush();
        interruption.finished(code);
        System.exit(code);
    }
}
