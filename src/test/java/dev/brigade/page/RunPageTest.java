package dev.brigade.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.History;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Phase;
import dev.brigade.model.StopReason;
import dev.brigade.model.Totals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of a run, as text; {@code BrowserIT} looks at it in a browser. */
final class RunPageTest {
    @Test
    void whatComesFromOutsideIsEscaped() {
        String page = Pages.hostile().html();
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a&quot;b&#39;c\\#012d", "\\#342\\#200\\#256gpj.exe")
                .doesNotContain("<script>alert", "<img", "<b>Permission");
    }

    @Test
    void aSpreadsheetRunsNoName() {
        assertThat(Csv.line(List.of("=1+1", "+a", "-b", "@c", "\td", "plain", "quote\"d,")))
                .isEqualTo("'=1+1,'+a,'-b,'@c,'\td,plain,\"quote\"\"d,\"\n");
        assertThat(Csv.address("ü&\"<,\n")).isEqualTo("data:text/csv;charset=utf-8,%C3%BC%26%22%3C,%0A");
    }

    @Test
    void aPageStaysSmallAndSaysWhatItLeavesOut() {
        String page = Pages.huge().html();
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(300_000);
        assertThat(page).contains("5,000,000 changed during the run", "are listed here");
    }

    @Test
    void theVerdictComesFirst() {
        assertThat(Pages.hostile().html()).contains("<strong>Failed</strong> 6 entries failed.", "exit code 20");
        assertThat(page(Outcomes.sync())).contains("<strong>OK</strong> All is copied and verified.");
        assertThat(page(Outcomes.sync().changed("a"))).contains("<strong>Complete</strong>", "1 entry changed");
        assertThat(page(Outcomes.sync().stopped(StopReason.INTERRUPTED, "a signal arrived")))
                .contains("<strong>Interrupted</strong> A signal arrived.");
    }

    private static String page(Outcomes outcome) {
        return RunPage.of(outcome.get(), History.NONE, List.of()).html();
    }

    @Test
    void whichEngineCopiedWhatIsSaid() {
        Phase direct = Outcomes.phase(Outcomes.TOTALS, Totals.NONE, Duration.ofSeconds(2), Outcomes.DIRECT);
        assertThat(page(Outcomes.sync().copied(direct)))
                .contains("<li>The direct engine copied 300 files, 768.0 KiB, rsync 200 files, 256.0 KiB.</li>");
        assertThat(page(Outcomes.sync())).doesNotContain("engine");
    }

    @Test
    void whatWasNotVerifiedIsSaid() {
        assertThat(page(Outcomes.sync()))
                .contains("The content of files:", "NFSv4 ACLs: rsync does not copy them", "POSIX ACLs: they are not");
        assertThat(page(Outcomes.sync().compared("content and attributes"))).doesNotContain("The content of files:");
        assertThat(Pages.hostile().html()).contains("<li>Extended attributes.</li>");
        assertThat(Pages.hostile().html()).contains("Names and kinds of all entries, except those that failed");
        assertThat(page(Outcomes.sync())).doesNotContain("Entries that the patterns");
        assertThat(Pages.running().html()).contains("Entries that the patterns or limits of the command line skip");
        assertThat(page(Outcomes.sync().notVerified())).contains("<li>Nothing was verified.</li>");
    }

    @Test
    void aRunThatGoesOnHasAPageSoFar() {
        assertThat(Pages.running().html())
                .contains("<strong>Running</strong>", "sync /src/ → /dst", "20,400 entries so far");
    }
}
