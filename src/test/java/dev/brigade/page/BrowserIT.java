package dev.brigade.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The report as people see it, with the worst names. */
@BrowserTest
final class BrowserIT {
    private static final Dimension DESKTOP = new Dimension(1200, 900);

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;

    @BeforeAll
    static void open() throws IOException {
        Files.writeString(folder.resolve("hostile.html"), Pages.hostile().html());
        Files.writeString(folder.resolve("huge.html"), Pages.huge().html());
        Files.writeString(folder.resolve("good.html"), Pages.good().html());
        Files.writeString(folder.resolve("running.html"), Pages.running().html());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BrowserMachine.BROWSER.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // root may not use it
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("profile"));
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(BrowserMachine.DRIVER.toFile())
                        .build(),
                options);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void reset() {
        scripts(true);
        width(DESKTOP.width);
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    private static void show(String page) {
        browser.get(folder.resolve(page + ".html").toUri().toString());
    }

    private static void scripts(boolean on) {
        browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    private static void width(int pixels) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", DESKTOP.height, "deviceScaleFactor", 1, "mobile", pixels < 500));
    }

    private static void dark() {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    private static Object js(String script) {
        return Objects.requireNonNull(browser.executeScript(script));
    }

    private static List<String> console() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile", "huge", "good", "running"})
    void aPageIsWithoutFault(String page) throws IOException {
        console();
        show(page);
        assertThat(console()).isEmpty();
        assertThat(js("return performance.getEntriesByType('resource').length"))
                .as("requests")
                .isEqualTo(0L);
        assertAccessible();
        dark();
        assertAccessible();
        assertThat(js("return getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(20, 23, 26)");
        width(390);
        assertThat(js("return document.documentElement.scrollWidth")).isEqualTo(390L);
        assertAccessible();
    }

    private static void assertAccessible() throws IOException {
        try (InputStream in = Objects.requireNonNull(BrowserIT.class.getResourceAsStream("/axe.min.js"))) {
            browser.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object faults = browser.executeAsyncScript("""
                const done = arguments[0];
                axe.run().then(result => done(result.violations.map(
                    fault => fault.id + ": " + fault.nodes.slice(0, 3).map(node => node.html).join(" "))),
                    error => done([String(error)]));
                """);
        assertThat((List<?>) faults).isEmpty();
    }

    @Test
    void chartsAreDrawn() {
        show("hostile");
        List<WebElement> charts = browser.findElements(By.cssSelector("svg.chart"));
        assertThat(charts).hasSize(5); // with the NFS round trip
        for (WebElement chart : charts) {
            Dimension size = chart.findElement(By.cssSelector("path.line")).getSize();
            assertThat(size.width).isGreaterThan(300);
            assertThat(chart.getSize().height).isGreaterThan(100);
        }
        assertThat(browser.findElements(By.cssSelector("svg.gantt rect.done")))
                .hasSize(58)
                .allSatisfy(bar -> assertThat(bar.getSize().width).isPositive());
        assertThat(browser.findElements(By.cssSelector("svg.gantt rect.retried")))
                .hasSize(1);
        assertThat(browser.findElements(By.cssSelector("svg.gantt rect.failed")))
                .hasSize(1);
    }

    @Test
    void theSearchFindsNames() {
        show("hostile");
        WebElement input = browser.findElement(By.cssSelector("#search input"));
        input.sendKeys("SCRIPT>al");
        assertThat(browser.findElement(By.cssSelector("#search output")).getText())
                .isEqualTo("3 found");
        assertThat(rows()).hasSize(3).allMatch(row -> row.startsWith("<script>alert(1)</script>"));
        input.clear();
        input.sendKeys("x");
        input.sendKeys(Keys.BACK_SPACE);
        assertThat(rows()).hasSizeGreaterThan(10);
    }

    private static List<String> rows() {
        return browser.findElements(By.cssSelector("details.entries tbody tr")).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void hostileNamesStayText() {
        show("hostile");
        assertThat(rows().stream().filter(row -> row.startsWith("a\"b'c\\#012d")))
                .hasSize(3);
        assertThat(browser.findElements(By.cssSelector("script"))).hasSize(1);
        assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    }

    @Test
    void withoutScriptsEverythingIsThereExceptTheSearch() {
        scripts(false);
        show("hostile");
        assertThat(browser.findElement(By.id("search")).isDisplayed()).isFalse();
        assertThat(rows()).hasSizeGreaterThan(10);
        assertThat(browser.findElements(By.cssSelector("svg.chart"))).hasSize(5);
    }

    @Test
    void theDownloadIsAGuardedTable() {
        show("hostile");
        String address =
                browser.findElement(By.cssSelector("a[download='failed.csv']")).getDomAttribute("href");
        String csv = (String) js(
                "return decodeURIComponent('" + Objects.requireNonNull(address) + "'.split(',').slice(1).join(','))");
        assertThat(Stream.of(csv.split("\n", -1)))
                .contains(
                        "name,detail",
                        "\"'=HYPERLINK(\"\"http://example.org\"\")\","
                                + "cannot be read in the source: <b>Permission denied</b>");
    }
}
