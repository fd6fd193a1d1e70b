package dev.brigade.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A program for the kit's own tests: it says how it was started, builds an awkward tree, or waits. */
final class ProbeMain {
    private ProbeMain() {}

    public static void main(String[] args) throws InterruptedException {
        switch (args[0]) {
            case "say" -> say(args);
            case "build" ->
                AwkwardTree.build(
                        Path.of(args[1]), AwkwardTree.Options.forThisUser().small());
            case "wait" -> {
                System.out.println("waiting");
                Thread.sleep(Long.MAX_VALUE);
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void say(String[] args) {
        System.out.println("args " + List.of(args));
        System.out.println("env " + new TreeMap<>(System.getenv()));
        System.out.println("locale " + System.getProperty("sun.jnu.encoding"));
        System.out.println("uid " + Owner.ofThisProcess().uid());
        System.out.println("directory " + Path.of("").toAbsolutePath());
        System.out.println("memory " + Runtime.getRuntime().maxMemory());
        System.err.println("log");
        System.exit(21);
    }
}
