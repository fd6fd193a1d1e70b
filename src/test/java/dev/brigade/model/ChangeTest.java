package dev.brigade.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** rsync's itemized codes, understood. */
final class ChangeTest {
    /** Flags: x deletion, d directory, a directory's attributes only, m its time only, t transfer, n new. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # item      | difference                                 | flags
                    *deleting   | extra                                      | x
                    >f+++++++++ | missing                                    | tn
                    <f+++++++++ | missing                                    | tn
                    cd+++++++++ | missing                                    | dn
                    cL+++++++++ | missing                                    | n
                    cS+++++++++ | missing                                    | n
                    hf+++++++++ | missing                                    | n
                    >f.st...... | size,time                                  | t
                    >fcst...... | content,size,time                          | t
                    >fc........ | content                                    | t
                    >f..t...... | time                                       | t
                    >f..T...... | time                                       | t
                    >f......... | content                                    | t
                    .f..t...... | time                                       | -
                    .f...p..... | mode                                       | -
                    .f....o.... | owner                                      | -
                    .f.....g... | group                                      | -
                    .f......u.. | atime                                      | -
                    .f......n.. | crtime                                     | -
                    .f......b.. | atime,crtime                               | -
                    .f.......a. | acl                                        | -
                    .f........x | xattr                                      | -
                    >fcstpoguax | content,size,time,mode,owner,group,atime,acl,xattr | t
                    .d..t...... | time                                       | dam
                    .d...pog... | mode,owner,group                           | da
                    cLc.t...... | value,time                                 | -
                    cLc........ | value                                      | -
                    .L..t...... | time                                       | -
                    cDc.t...... | value,time                                 | -
                    hf......... | link                                       | -
                    hf..t...... | time                                       | -
                    hL......... | link                                       | -
                    """)
    void saysWhatDiffered(String item, String difference, String flags) {
        Change change = new Change(FileName.of("x"), item, 0);
        assertThat(change.difference()).isEqualTo(difference);
        assertThat(change.isDeletion()).isEqualTo(flags.contains("x"));
        assertThat(change.isDirectory()).isEqualTo(flags.contains("d"));
        assertThat(change.isDirectoryAttribute()).isEqualTo(flags.contains("a"));
        assertThat(change.isDirectoryTime()).isEqualTo(flags.contains("m"));
        assertThat(change.isTransfer()).isEqualTo(flags.contains("t"));
        assertThat(change.isCreation()).isEqualTo(flags.contains("n"));
    }
}
