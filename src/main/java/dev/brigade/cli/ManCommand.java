package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code brigade man}: prints a manual page, as {@code man -l} reads it. The packages and the released file contain the
 * pages.
 */
@Command(name = "man", description = "Print the manual page of a command, for man -l.", sortOptions = false)
final class ManCommand implements Callable<Integer> {
    private final RunCommand run;
    private final Function<String, @Nullable InputStream> pages;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, such as sync.")
    private List<String> command = List.of();

    /** @param pages opens the file of a page, or returns null if the archive has none of that name */
    ManCommand(RunCommand run, Function<String, @Nullable InputStream> pages) {
        this.run = run;
        this.pages = pages;
    }

    static @Nullable InputStream inArchive(String page) {
        return ManCommand.class.getResourceAsStream("/META-INF/man/" + page);
    }

    @Override
    public Integer call() throws RefusedException, IOException {
        String page = String.join("-", command);
        try (InputStream top = pages.apply("brigade.1");
                InputStream in = page.isEmpty() ? top : pages.apply("brigade-" + page + ".1")) {
            if (top == null) {
                throw new RefusedException(
                        Fault.NOT_READY, "this file was built without manual pages. See 'brigade help " + page + "'");
            }
            if (in == null) {
                throw RefusedException.usage("there is no manual page of " + String.join(" ", command));
            }
            run.console()
                    .print(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
        return 0;
    }
}
