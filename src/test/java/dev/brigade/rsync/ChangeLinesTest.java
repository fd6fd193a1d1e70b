package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangeLinesTest {
    @Test
    void itemSizeAndNameAreRead() {
        assertThat(parsed("|>f+++++++++|2048|d/a file"))
                .contains(new Change(FileName.of("d/a file"), ">f+++++++++", 2048));
        assertThat(parsed("|.d..t......|999999999999999999|d/"))
                .contains(new Change(FileName.of("d"), ".d..t......", 999_999_999_999_999_999L));
        assertThat(parsed("|cL+++++++++|0|a|b")).contains(new Change(FileName.of("a|b"), "cL+++++++++", 0));
        assertThat(parsed("|.d..t......|40|./")).contains(new Change(FileName.ROOT, ".d..t......", 40));
    }

    @Test
    void blanksBehindAnItemAreNoPartOfIt() {
        assertThat(parsed("|*deleting  |7|x")).contains(new Change(FileName.of("x"), "*deleting", 7));
        assertThat(parsed("|*deleting|7|x")).contains(new Change(FileName.of("x"), "*deleting", 7));
        assertThat(parsed("|hf         |7|x")).contains(new Change(FileName.of("x"), "hf", 7));
    }

    @Test
    void onlyTheGivenLengthIsRead() {
        byte[] line = "|>f+++++++++|1|abc".getBytes(StandardCharsets.US_ASCII);
        assertThat(ChangeLines.parse(line, line.length - 2)).contains(new Change(FileName.of("a"), ">f+++++++++", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "|",
                "skipping non-regular file",
                "|>f+++++++++|2048",
                "|>f++++++++|2048|short",
                "|>f++++++++++|2048|long",
                "|xf+++++++++|2048|kind",
                "|>f+++++++++||size",
                "|>f+++++++++|-1|size",
                "|>f+++++++++|1a|size",
                "|>f+++++++++|1000000000000000000|size",
                "|*deletingx|1|item"
            })
    void otherLinesAreNone(String line) {
        assertThat(parsed(line)).isEmpty();
    }

    private static Optional<Change> parsed(String text) {
        byte[] line = text.getBytes(StandardCharsets.US_ASCII);
        return ChangeLines.parse(line, line.length);
    }
}
