package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentLimitTest {

    @ParameterizedTest
    @CsvSource({
        "8388608, 1048576", // the usual 8 MiB
        "unlimited, 1048576",
        "1048576, 131072",
        "65536, 65536", // the kernel's least, 128 KiB
    })
    void isHalfOfAQuarterOfTheStack(String stack, long bytes) {
        String limits = "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max stack size            " + stack + "              unlimited            bytes     \n"
                + "Max core file size        0                    unlimited            bytes     \n";

        assertThat(ArgumentLimit.bytes(limits)).isEqualTo(bytes);
    }

    @Test
    void theKernelTakesACommandLineOfThatLength() throws InterruptedException {
        String argument = "x".repeat(100_000);
        int count = (int) (ArgumentLimit.bytes() / (argument.length() + 9));
        List<String> command = new java.util.ArrayList<>(List.of("/bin/true"));
        command.addAll(java.util.Collections.nCopies(count, argument));

        try (Children children = new Children(System.getenv())) {
            ChildOutcome outcome = children.run(new ChildSpec(command, Path.of("/")), (line, n) -> {}, (line, n) -> {});
            assertThat(outcome).isEqualTo(new ChildOutcome.Exited(0));
        }
    }
}
