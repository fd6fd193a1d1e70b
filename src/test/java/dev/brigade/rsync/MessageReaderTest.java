package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.Problem.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines of rsync 3.1 to 3.5 mean. */
class MessageReaderTest {
    @TempDir
    Path source;

    private Message read(String line) {
        byte[] bytes = line.replace("/S", source.toString()).getBytes(StandardCharsets.ISO_8859_1);
        return new MessageReader(source, Path.of("/D")).read(bytes, bytes.length);
    }

    private Message.Failed failed(String line) {
        assertThat(read(line)).isInstanceOf(Message.Failed.class);
        return (Message.Failed) read(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rsync: [sender] send_files failed to open "/S/a/f": Permission denied (13)                | a/f | source not readable: Permission denied
            rsync: [sender] read errors mapping "/S/f": Input/output error (5)                        | f   | source not readable: Input/output error
            rsync: [sender] readlink_stat("/S/f") failed: Permission denied (13)                      | f   | source not readable: Permission denied
            rsync: [sender] opendir "/S/d" failed: Permission denied (13)                             | d   | source not readable: Permission denied
            rsync: opendir "/S/d" failed: Permission denied (13)                                      | d   | not readable: Permission denied
            rsync: [generator] recv_generator: failed to stat "/D/f": Permission denied (13)          | f   | destination not readable: Permission denied
            rsync: [receiver] open "/D/f" failed: Permission denied (13)                              | f   | cannot be written in the destination: Permission denied
            rsync: [receiver] write failed on "/D/f": No space left on device (28)                    | f   | cannot be written in the destination: No space left on device
            rsync: [receiver] mkstemp "/D/a/.f.qaErSh" failed: Operation not permitted (1)            | a/f | cannot be created in the destination: Operation not permitted
            rsync: [generator] recv_generator: mkdir "/D/d" failed: File exists (17)                  | d   | cannot be created in the destination: File exists
            rsync: [generator] symlink "/D/l" -> "a" failed: Operation not permitted (1)              | l   | cannot be created in the destination: Operation not permitted
            rsync: [generator] mknod "/D/p" failed: Operation not permitted (1)                       | p   | cannot be created in the destination: Operation not permitted
            rsync: [receiver] rename "/D/a/.x.XC4YgI" -> "a/f": Operation not permitted (1)           | a/f | its new copy cannot take its place in the destination: Operation not permitted
            rsync: [generator] link "/D/m/.f.24717" => a/f failed: Invalid cross-device link (18)     | m/f | cannot be made a hard link in the destination: Invalid cross-device link
            rsync: [generator] failed to set times on "/D/.": Operation not permitted (1)             | ''  | its time cannot be set in the destination: Operation not permitted
            rsync: [generator] failed to set permissions on "/D/f": Read-only file system (30)        | f   | its mode cannot be set in the destination: Read-only file system
            rsync: [generator] chown "/D/f" failed: Operation not permitted (1)                       | f   | its owner cannot be set in the destination: Operation not permitted
            rsync: [receiver] rsync_xal_set: fsetxattr("/D/.f.5LXjXF","user.big") failed: Not su (95) | f   | its extended attribute user.big cannot be set in the destination: Not su
            rsync: [sender] get_xattr_data: lgetxattr("/S/f","user.a",0) failed: Permission den (13)  | f   | its extended attributes cannot be read in the source: Permission den
            rsync: [receiver] set_acl: sys_acl_set_file(a/f, ACL_TYPE_ACCESS): Not supported (95)     | a/f | its ACL cannot be set in the destination: Not supported
            rsync: [generator] delete_file: unlink(a/f) failed: Operation not permitted (1)           | a/f | cannot be deleted in the destination: Operation not permitted
            rsync: [generator] delete_file: rmdir(d (x)) failed: Device or resource busy (16)         | d (x) | cannot be deleted in the destination: Device or resource busy
            rsync: [generator] new_call "/D/f" failed: Permission denied (13)                         | f   | rsync failed in the destination at 'new_call': Permission denied
            could not make way for new regular file: a/f                                              | a/f | a directory that is not empty is in its place in the destination: delete it there, or use --delete; excluded entries in it stay
            filename overflows max-path len by 171: a/f                                               | a/f | its path is longer than the 4095 bytes that rsync takes: copy its directory with a run of its own
            """)
    void saysWhatFailedOnWhichSideAndWhy(String line, String name, String reason) throws IOException {
        for (String entry : new String[] {"a", "d", "m"}) {
            Files.createDirectory(source.resolve(entry));
        }
        Problem problem = failed(line).problem();

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.name()).isEqualTo(name.isEmpty() ? FileName.ROOT : FileName.of(name));
    }

    /** The call decides what becomes of the run, not a word of the message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read errors mapping "/S/f": Input/output error (5)                         | STORAGE
            mkstemp "/D/f" failed: Stale file handle (116)                             | STORAGE
            write failed on "/D/f": Connection timed out (110)                         | STORAGE
            open "/D/f" failed: Resource temporarily unavailable (11)                  | TEMPORARY
            rename "/D/.f.abcdef" -> "f": Device or resource busy (16)                 | TEMPORARY
            open "/D/f" failed: Text file busy (26)                                    | TEMPORARY
            recv_generator: mkdir "/D/f" failed: Cannot allocate memory (12)           | TEMPORARY
            opendir "/S/f" failed: Interrupted system call (4)                         | TEMPORARY
            mkstemp "/D/f" failed: No such file or directory (2)                       | TEMPORARY
            open "/D/f" failed: Permission denied (13)                                 | LASTING
            mkstemp "/D/f" failed: Read-only file system (30)                          | LASTING
            mkstemp "/D/f" failed: File name too long (36)                             | LASTING
            chown "/D/f" failed: Operation not permitted (1)                           | OWNER_REFUSED
            chgrp "/D/f" failed: Invalid argument (22)                                 | OWNER_REFUSED
            chown "/D/f" failed: Input/output error (5)                                | STORAGE
            open "/D/f" failed: Operation not permitted (1)                            | LASTING
            write failed on "/D/f": No space left on device (28)                       | NO_SPACE
            mkstemp "/D/f" failed: Disk quota exceeded (122)                           | NO_SPACE
            rsync_xal_set: lsetxattr("/D/f","user.b") failed: No space left on de (28) | LASTING
            set_acl: sys_acl_set_file(f, ACL_TYPE_ACCESS): No space left on device (28)| LASTING
            delete_file: unlink(No space left on device (28)) failed: Not permitted (1)| LASTING
            open "/D/No space left on device (28)" failed: Permission denied (13)      | LASTING
            """)
    void theCallThatFailedDecides(String words, Cause cause) {
        assertThat(failed("rsync: [receiver] " + words).problem().cause()).isEqualTo(cause);
    }

    @Test
    void anUpdateThatFailedItsCheckMayPass() {
        assertThat(failed("ERROR: f failed verification -- update discarded.")
                        .problem()
                        .cause())
                .isEqualTo(Cause.TEMPORARY);
        assertThat(read("WARNING: f failed verification -- update discarded (will try again)."))
                .isEqualTo(new Message.Noise());
    }

    /** rsync writes .env and env under the same kind of name, and cuts long ones: the source knows which it has. */
    @ParameterizedTest
    @ValueSource(strings = {"env", ".env", "..x", "a.b", ".a.123456", ".a.Ab12Cd", "LONG", "ENTRY OF ITS OWN"})
    void aTemporaryNameIsTheEntryOfTheSource(String entry) throws IOException {
        String name = entry.equals("LONG") ? "x".repeat(255) : entry;
        Files.createFile(source.resolve(name));
        String written = (name.startsWith(".") ? "" : ".") + name.substring(0, Math.min(247, name.length()));

        Message.Failed failed =
                failed("rsync: [receiver] chown \"/D/" + written + ".Xy12Zz\" failed: Permission denied (13)");

        assertThat(failed.problem().name()).isEqualTo(FileName.of(name));
        assertThat(failed.temporary()).isEqualTo(Optional.of(FileName.of(written + ".Xy12Zz")));
        assertThat(failed("rsync: [receiver] chown \"/D/" + name + "\" failed: Permission denied (13)")
                        .problem()
                        .name())
                .isEqualTo(FileName.of(name));
    }

    @Test
    void onlyTheSenderSaysThatAnEntryIsGone() {
        assertThat(read("rsync: [sender] send_files failed to open \"/S/f\": No such file or directory (2)"))
                .isInstanceOf(Message.Vanished.class);
        assertThat(read("file has vanished: \"/S/f\""))
                .isEqualTo(new Message.Vanished(new Problem(FileName.of("f"), "vanished")));
        assertThat(read("rsync: [receiver] open \"/D/f\" failed: No such file or directory (2)"))
                .isInstanceOf(Message.Failed.class);
    }

    @Test
    void allElseIsKeptAsItWasSaid() {
        assertThat(failed("rsync: connection unexpectedly closed (0 bytes received so far) [sender]")
                        .problem())
                .isEqualTo(new Problem(null, "connection unexpectedly closed (0 bytes received so far) [sender]"));
        assertThat(read("rsync error: it broke (code 12) at io.c(1)"))
                .isEqualTo(new Message.Summary("it broke (code 12) at io.c(1)"));
        assertThat(read("a line nobody knows")).isEqualTo(new Message.Noise());
    }
}
