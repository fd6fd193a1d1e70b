package dev.brigade.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Directories for jobs whose names shells, engines and YAML could take for something else. */
final class JobDirectories {
    static final List<String> NAMES = List.of(
            "job",
            "two words",
            "it's \"quoted\" `here`",
            "$HOME $(HOME) $$ ${x} $1",
            "{} {1} {2} {3} {#} {%} {= $_=1 =}",
            "100%j %a %A %%",
            "# no: comment - &a *b !c",
            "ü 雪 \u00a0",
            "line\nfeed\n#SBATCH --array=7",
            "-n ~ ; rm -rf x | y > z &",
            ":::");

    private JobDirectories() {}

    /** Makes a directory of such a name, and a job in it. */
    static SubmitJob job(Path parent, String name, int shards, int clients) {
        try {
            return new SubmitJob(Files.createDirectories(parent.resolve(name)), shards, clients);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
