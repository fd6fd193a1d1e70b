package dev.brigade.state;

import java.nio.file.Files;
import java.nio.file.Path;

/** Another run: {@code hold BASE} makes a directory and stays, {@code repeat BASE N} makes and removes so many. */
final class RunDirectoryMain {
    private RunDirectoryMain() {}

    public static void main(String[] arguments) throws Exception {
        Path base = Path.of(arguments[1]);
        if (arguments[0].equals("hold")) {
            try (RunDirectory directory = Runs.in(base).temporary().directory()) {
                Files.writeString(directory.manifest("copy-0"), "half");
                System.out.println("holding");
                Thread.sleep(Long.MAX_VALUE);
            }
        }
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            try (RunDirectory directory = Runs.in(base).temporary().directory()) {
                Files.writeString(directory.manifest("copy-0"), "half");
            }
        }
    }
}
