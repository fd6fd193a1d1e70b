package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that a file system cut short. */
final class TimeAccuracyTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    # exact,             there,              cut
                    1234567890123456789, 1234567890123456700, true
                    1234567890123456789, 1234567890123456000, true
                    1234567890123456789, 1234567890123000000, true
                    1234567890123456789, 1234567890120000000, true
                    1234567890123456789, 1234567890000000000, true
                    1234567891123456789, 1234567890000000000, true
                    1234567890123456789, 1234567890123456789, false
                    1234567890123456789, 1234567890123456788, false
                    1234567890123456789, 1234567890123456790, false
                    1234567890123456789, 1234567890123456800, false
                    1234567890123456789, 1234567890123450000, false
                    1234567890123456789, 1234567890100000000, false
                    1234567890123456789, 1234567889000000000, false
                    1234567890123456789, 1234567891000000000, false
                    1234567890000000000, 1234567890000000000, false
                    1234567891000000000, 1234567890000000000, true
                    -1,                  -100,                true
                    -1,                  -1000000000,         true
                    -1,                  -2000000000,         true
                    -1,                  0,                   false
                    1,                   0,                   true
                    0,                   0,                   false
                    5,                   -9223372036854775808, false
                    """)
    void areRecognized(long exact, long there, boolean cut) {
        assertThat(TimeAccuracy.isCut(exact, there)).isEqualTo(cut);
    }

    @Test
    void areReadAsTheCrawlReadsThem(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06.789012345Z")));
        assertThat(TimeAccuracy.mtime(file)).isEqualTo(981_173_106_789_012_345L);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1969-12-31T23:59:58Z")));
        assertThat(TimeAccuracy.mtime(file)).isEqualTo(-2_000_000_000);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2400-01-01T00:00:00Z")));
        assertThat(TimeAccuracy.mtime(file))
                .isEqualTo(Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS))
                .isPositive();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        assertThat(TimeAccuracy.mtime(link)).isPositive();
        assertThat(TimeAccuracy.mtime(folder.resolve("none"))).isEqualTo(Long.MIN_VALUE);
    }
}
