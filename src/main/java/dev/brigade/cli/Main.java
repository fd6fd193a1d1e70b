package dev.brigade.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The door of the program. */
public final class Main {
    private Main() {}

    /** Prints the version. */
    public static void main(String[] arguments) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("/dev/brigade/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        }
        System.out.println("brigade " + properties.getProperty("version", "unknown"));
    }
}
