package dev.brigade.cli;

import dev.brigade.sync.Waits;
import java.time.Duration;

/** The program as it is, but that it tries again after some milliseconds what users wait seconds for. */
final class HastyProgram {
    private HastyProgram() {}

    public static void main(String[] arguments) {
        Console console = Console.standard();
        Interruption interruption = new Interruption();
        RunCommand run = new RunCommand(
                console, interruption, new Waits(Waits.USUAL.answer(), Duration.ofMillis(10), Duration.ofSeconds(3)));
        int code = Program.commandLine(run).execute(arguments);
        console.flush();
        interruption.finished(code);
        System.exit(code);
    }
}
