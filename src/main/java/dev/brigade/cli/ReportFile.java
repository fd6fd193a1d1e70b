package dev.brigade.cli;

import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.page.RunPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file for a report, mode 0600, complete or as it was before. */
final class ReportFile {
    private final Path file;

    private ReportFile(Path file) {
        this.file = file;
    }

    /** Opens a path as it is written on the command line; refuses one that cannot be written. */
    static ReportFile at(String name) throws RefusedException {
        ReportFile report = new ReportFile(StateOptions.path("report", name));
        try {
            if (Files.isDirectory(report.file)) {
                throw new FileSystemException(name, null, "Is a directory");
            }
            Files.delete(report.beside());
        } catch (IOException e) {
            throw report.refused(e);
        }
        return report;
    }

    private Path beside() throws IOException {
        return Files.createTempFile(file.toAbsolutePath().getParent(), ".brigade-report-", ".part");
    }

    /** Writes the page to a temporary name, and renames it. */
    void write(RunPage page) throws RefusedException {
        try {
            Path beside = beside();
            try {
                Files.write(beside, page.html().getBytes(StandardCharsets.UTF_8));
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private RefusedException refused(IOException e) {
        return new RefusedException(
                Fault.FILES_UNUSABLE,
                "the report " + file + " cannot be written: " + Reasons.of(e) + ". Name another file");
    }
}
