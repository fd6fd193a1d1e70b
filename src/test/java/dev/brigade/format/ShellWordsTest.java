package dev.brigade.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeroturnaround.exec.ProcessExecutor;

final class ShellWordsTest {
    @Test
    void wordsAreSplitAsAShellSplitsThem() throws Exception {
        assertThat(ShellWords.split(" a\t'b c'd\n\"e\\\nf\"\\\ng '' \\ h $x *~ #i ", "the options"))
                .containsExactly("a", "b cd", "efg", "", " h", "$x", "*~", "#i");
        assertThat(ShellWords.split("", "the options")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "it's",
                "'",
                "''\\''",
                "\"$(date) `date` ${x}",
                "\\",
                "line\nfeed",
                "*",
                "~",
                "~root",
                "#x",
                "!x",
                "a=b",
                "{a,b}",
                "--wrap=exec 'x'",
                "-n",
                "é\u0001",
                "a;b&c|d<e>f(g)",
                "--exclude=*"
            })
    void aShellReadsEveryWordAsItIs(String word) throws Exception {
        String line = "printf '%s\\0' " + ShellWords.join(List.of(word, "end"));

        byte[] read =
                new ProcessExecutor("sh", "-c", line).readOutput(true).execute().output();

        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(word + "\0end\0");
        assertThat(ShellWords.split(ShellWords.join(List.of(word, "end")), "the words"))
                .containsExactly(word, "end");
    }

    @Test
    void usualWordsNeedNoQuotes() {
        assertThat(ShellWords.join(List.of("sbatch", "--array=0-9%3", "/srv/job.1", "me@host")))
                .isEqualTo("sbatch --array=0-9%3 /srv/job.1 me@host");
    }
}
