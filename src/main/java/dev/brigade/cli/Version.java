package dev.brigade.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version, as the build wrote it down. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/dev/brigade/version.properties")) {
            if (in == null) {
                throw new IOException("the version is missing from the archive");
            }
            properties.load(in);
        }
        return new String[] {"brigade " + properties.getProperty("version")};
    }
}
