package dev.brigade.cli;

import dev.brigade.sync.Timeouts;

/** Runs the program as it is, but for how long it waits. */
final class OtherWaits {
    private OtherWaits() {}

    static void run(String[] arguments, Timeouts timeouts) {
        Console console = Console.standard();
        Interruption interruption = new Interruption();
        int code = Program.commandLine(new RunCommand(console, interruption, timeouts), arguments)
                .execute(arguments);
        console.flush();
        interruption.finished(code);
        System.exit(code);
    }
}
