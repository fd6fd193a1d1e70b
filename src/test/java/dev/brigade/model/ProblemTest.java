package dev.brigade.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may go well another time. */
final class ProblemTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read errors mapping: Input/output error (5)                       | true
            mkstemp: Stale file handle (116)                                  | true
            write failed on: Connection timed out (110)                       | true
            open: Resource temporarily unavailable (11)                       | true
            rename: Device or resource busy (16)                              | true
            open: Text file busy (26)                                         | true
            mkdir: Cannot allocate memory (12)                                | true
            opendir: Interrupted system call (4)                              | true
            mkstemp: No such file or directory (2)                            | true
            failed verification -- update discarded                           | true
            open: Permission denied (13)                                      | false
            chown: Operation not permitted (1)                                | false
            mkstemp: Read-only file system (30)                               | false
            mkstemp: File name too long (36)                                  | false
            chgrp: Invalid argument (22)                                      | false
            write failed on: No space left on device (28)                     | false
            rsync ended with 12: error in rsync protocol (code 12) at io.c(5) | false
            cannot delete non-empty directory                                 | false
            a file named x (5) y                                              | false
            """)
    void mayPass(String reason, boolean mayPass) {
        assertThat(new Problem(null, reason).mayPass()).isEqualTo(mayPass);
    }
}
