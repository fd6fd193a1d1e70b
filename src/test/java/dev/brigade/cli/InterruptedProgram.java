package dev.brigade.cli;

/** A program that a signal ends at some moment of its life; prints what happens. */
final class InterruptedProgram {
    private InterruptedProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        Interruption interruption = new Interruption();
        interruption.listen();
        Thread main = Thread.currentThread();
        switch (arguments[0]) {
            case "idle" -> say("ready");
            case "working" -> {
                interruption.onSignal(() -> {
                    say("asked to end");
                    main.interrupt();
                });
                say("ready");
                waitUntilInterrupted();
                say("outcome so far");
                interruption.finished(10);
            }
            case "finished" -> {
                interruption.onSignal(() -> say("asked to end"));
                interruption.finished(21);
                say("ready");
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        if (arguments.length > 1) {
            System.exit(Integer.parseInt(arguments[1]));
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void waitUntilInterrupted() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            say("interrupted");
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
