package dev.brigade.crawl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two crawls of a directory, of which the second may begin with system calls, in a process that has not loaded their
 * library: prints how many entries were found, how the next crawl would read, and why, and what is left of loading.
 */
final class LoadProbe {
    private LoadProbe() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]).toRealPath();
        Path library = Path.of(arguments[1]);
        long worth = Long.parseLong(arguments[2]);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        SystemCalls calls = new SystemCalls(() -> library, out::println, worth);
        CrawlRules plain = Found.rules(3);
        CrawlRules rules = new CrawlRules(
                plain.filter(), plain.oneFileSystem(), plain.hardLinks(), plain.threads(), calls, plain.stopped());
        for (int i = 0; i < 2; i++) {
            out.println(Found.in(root, rules).entries().size() + " entries");
        }
        try (ThreadReader reader = new ThreadReader(calls, Found.contents(root))) {
            out.println(reader.now().getClass().getSimpleName());
        }
        try (var left = Files.list(library)) {
            out.println(left.count() + " files left");
        }
        // Java has a thread for each program that it starts, for a minute.
        long programs = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("process reaper"))
                .count();
        out.println(programs + " programs started");
    }
}
