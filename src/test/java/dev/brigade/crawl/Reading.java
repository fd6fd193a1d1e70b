package dev.brigade.crawl;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two ways in which a crawl reads; it must find the same by both. */
enum Reading {
    JAVA,
    SYSTEM_CALLS;

    /** Returns the same rules, for a crawl that reads in this way from its first entry on. */
    CrawlRules with(CrawlRules rules) {
        return new CrawlRules(
                rules.filter(), rules.oneFileSystem(), rules.hardLinks(), rules.threads(), calls(), rules.stopped());
    }

    SystemCalls calls() {
        return this == JAVA ? SystemCalls.NONE : new SystemCalls(Reading::ownDirectory, Reading::fail, 0);
    }

    private static Path ownDirectory() throws IOException {
        File directory = Files.createTempDirectory("posix").toFile();
        directory.deleteOnExit();
        return directory.toPath();
    }

    private static void fail(String reason) {
        throw new AssertionError(reason);
    }
}
