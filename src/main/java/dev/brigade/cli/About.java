package dev.brigade.cli;

import dev.brigade.exec.Children;
import dev.brigade.model.RefusedException;
import dev.brigade.preflight.RsyncProbe;
import dev.brigade.sync.Timeouts;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the program, and what it runs with. */
final class About implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException, InterruptedException {
        String java = System.getProperty("java.version");
        return new String[] {program(), "commit " + built().getProperty("commit") + ", Java " + java + ", " + rsync()};
    }

    /** Returns the name and version of this program. */
    static String program() throws IOException {
        return "brigade " + built().getProperty("version");
    }

    /** Returns what the build wrote into the archive. */
    private static Properties built() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = About.class.getResourceAsStream("/dev/brigade/version.properties")) {
            if (in == null) {
                throw new IOException("the version is missing from the archive");
            }
            properties.load(in);
        }
        return properties;
    }

    private static String rsync() throws InterruptedException {
        try (Children children = new Children(System.getenv())) {
            RsyncProbe probe = new RsyncProbe(children, Timeouts.USUAL.answer(), new HashMap<>());
            return "rsync " + probe.version(probe.find());
        } catch (RefusedException e) {
            return Failure.message(e);
        }
    }

    /** The version alone, as msrsync prints it. */
    static final class OneLine implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {program()};
        }
    }
}
