package dev.brigade.report;

import static dev.brigade.model.Outcomes.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes with their signs. */
final class ChangeTextTest {
    private static Change change(String name, String item) {
        return new Change(FileName.of(name), item, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            >f+++++++++ | + a
            cd+++++++++ | + a
            hf+++++++++ | + a
            >f.st...... | > a (size, time)
            .f...p..... | > a (mode)
            .d..t...... | > a (time)
            *deleting   | - a
            """)
    void eachHasASign(String item, String line) {
        assertThat(ChangeText.line(change("a", item))).isEqualTo(line);
    }

    @Test
    void onlyTheTimeOfADirectoryWhoseEntriesChangeFollowsFromThem() {
        assertThat(ChangeText.wouldBe(sync().repaired(
                                change("d/new", ">f+++++++++"),
                                change("d", ".d..t......"),
                                change("alone", ".d..t......"),
                                change("mode", ".d..tp....."))
                        .deleted("e/x")
                        .get()
                        .entries()))
                .containsExactly(
                        "differs 5:",
                        "  + d/new",
                        "  > alone (time)",
                        "  > mode (time, mode)",
                        "  - e/x",
                        "  and the time of 1 directory as a consequence (-v lists all)");
    }

    @Test
    void whatWasNotKeptIsCounted() {
        assertThat(ChangeText.wouldBe(sync().repaired(new CappedList<>(9, List.of(change("a", ">f+++++++++"))))
                        .get()
                        .entries()))
                .containsExactly("differs 9:", "  + a", "  and 8 more");
        assertThat(ChangeText.wouldBe(sync().get().entries())).isEmpty();
    }
}
