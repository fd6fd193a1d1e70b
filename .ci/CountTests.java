import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Counts what the reports of surefire and failsafe below a folder say; the last two lines are the number of tests that
 * ran with an NFS server, and {@code N passed, N failed, N skipped} over all. Exit code 1 if any failed, one was
 * skipped for a reason that is not allowed, or none passed, or none with an NFS server.
 */
final class CountTests {
    /** How the reasons begin for which a test may be skipped here. */
    private static final List<String> ALLOWED_SKIPS = List.of();

    private static final String NFS = "dev.brigade.nfs.";

    private int passed;
    private int passedWithNfs;
    private int failed;
    private int skipped;
    private boolean silentlySkipped;

    public static void main(String[] folders) throws Exception {
        CountTests count = new CountTests();
        for (Path report : reports(Path.of(folders[0]))) {
            count.add(report);
        }
        System.out.printf("%d tests with an NFS server passed%n", count.passedWithNfs);
        System.out.printf("%d passed, %d failed, %d skipped%n", count.passed, count.failed, count.skipped);
        System.exit(count.passed == 0 || count.passedWithNfs == 0 || count.failed > 0 || count.silentlySkipped ? 1 : 0);
    }

    private static List<Path> reports(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*/(surefire|failsafe)-reports/TEST-[^/]*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private void add(Path report) throws Exception {
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toUri().toString())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            NodeList skip = test.getElementsByTagName("skipped");
            if (test.getElementsByTagName("failure").getLength() > 0
                    || test.getElementsByTagName("error").getLength() > 0) {
                failed++;
            } else if (skip.getLength() == 0) {
                passed++;
                passedWithNfs += test.getAttribute("classname").startsWith(NFS) ? 1 : 0;
            } else {
                skipped++;
                allow(test, reason((Element) skip.item(0)));
            }
        }
    }

    /** What {@code @Disabled} or an assumption says; surefire puts the latter into the text, behind its class. */
    private static String reason(Element skip) {
        String message = skip.getAttribute("message");
        return message.isEmpty()
                ? skip.getTextContent()
                        .strip()
                        .lines()
                        .findFirst()
                        .orElse("no reason")
                        .replaceFirst("^[\\w.]+: ", "")
                : message;
    }

    private void allow(Element test, String reason) {
        boolean allowed = ALLOWED_SKIPS.stream().anyMatch(reason::startsWith);
        silentlySkipped |= !allowed;
        System.out.printf(
                "skipped%s: %s.%s: %s%n",
                allowed ? "" : " without leave", test.getAttribute("classname"), test.getAttribute("name"), reason);
    }
}
