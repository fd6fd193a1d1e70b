package dev.brigade.crawl;

import dev.brigade.format.Names;
import dev.brigade.model.FileName;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A crawl in a process of its own, as whatever user and in whatever locale: prints names found, and what was
 * unreadable.
 */
final class CrawlProbe {
    private CrawlProbe() {}

    public static void main(String[] arguments) throws Exception {
        Found found = Found.in(
                Path.of(arguments[0]).toRealPath(),
                Reading.valueOf(arguments[1]).with(Found.rules(4)));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        found.entries().keySet().forEach(name -> out.println("found " + shown(name)));
        found.unreadable.forEach((name, reason) -> out.println("unreadable " + shown(name) + ": " + reason));
    }

    private static String shown(FileName name) {
        return Names.printable(name.toBytes());
    }
}
