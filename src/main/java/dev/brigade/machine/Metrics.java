package dev.brigade.machine;

import dev.brigade.model.Ending;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Figures;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes how a run ended as metrics in Prometheus's text format: gauges without timestamps. Pure. */
final class Metrics {
    /** When the job succeeded last. */
    static final String LAST_SUCCESS = "brigade_last_success_timestamp_seconds";

    private static final double MILLI = 1000.0;

    private final String job;
    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    private Metrics(String job) {
        this.job = job;
    }

    /**
     * Returns the text.
     *
     * @param job the value of the label {@code job}
     * @param now when the command ended
     * @param lastSuccess when the job succeeded before, in seconds since 1970, if it did
     */
    static String text(Ending ending, String job, Instant now, Optional<Double> lastSuccess) {
        Metrics metrics = new Metrics(job);
        metrics.add(ending, now, lastSuccess);
        ending.outcome().ifPresent(metrics::add);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, metrics.all.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory has no such errors.
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private void add(Ending ending, Instant now, Optional<Double> lastSuccess) {
        Instant ended = ending.outcome().map(outcome -> outcome.run().ended()).orElse(now);
        add("brigade_last_run_timestamp_seconds", "When the last run ended, or was refused.", seconds(ended));
        Optional<Double> success = isSuccess(ending) ? Optional.of(seconds(ended)) : lastSuccess;
        success.ifPresent(time -> add(LAST_SUCCESS, "When the last run ended after which everything was there.", time));
        add(
                "brigade_last_exit_code",
                "Exit code of the last run.",
                ending.code().number());
    }

    /** A rehearsal, and a command that had nothing to do, are no success of the job. */
    private static boolean isSuccess(Ending ending) {
        return ExitCode.isComplete(ending.code().number())
                && ending.outcome().filter(outcome -> !outcome.task().dryRun()).isPresent();
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / MILLI;
    }

    private void add(Outcome outcome) {
        Map<String, Number> files = new LinkedHashMap<>();
        Map<String, Number> bytes = new LinkedHashMap<>();
        Figures figures = Figures.of(outcome);
        add("new", figures.created(), files, bytes);
        add("changed", figures.changed(), files, bytes);
        figures.unchanged().ifPresent(unchanged -> add("unchanged", unchanged, files, bytes));
        files.put("deleted", figures.deleted());
        files.put("failed", figures.failed());
        add("brigade_files", "Files of the last run, by what happened to them.", "kind", files);
        add("brigade_bytes", "Sizes of the files of the last run.", "kind", bytes);

        Map<String, Number> durations = new LinkedHashMap<>();
        Map<String, Number> transferred = new LinkedHashMap<>();
        Map<String, Number> retries = new LinkedHashMap<>();
        outcome.copy().ifPresent(phase -> add("copy", phase, durations, transferred, retries));
        outcome.verify().ifPresent(phase -> add("verify", phase, durations, transferred, retries));
        add(
                "brigade_run_duration_seconds",
                "Duration of the last run.",
                Duration.between(outcome.run().started(), outcome.run().ended()).toMillis() / MILLI);
        add("brigade_phase_duration_seconds", "Duration of the phases of the last run.", "phase", durations);
        add("brigade_transferred_bytes", "Sizes of the files that the last run transferred.", "phase", transferred);
        add("brigade_retries", "How often the last run retried a bucket.", "phase", retries);

        Map<String, Number> findings = new LinkedHashMap<>();
        findings.put("repaired", outcome.entries().repaired().count());
        findings.put("differing", outcome.entries().differing().count());
        findings.put("changed", outcome.entries().changed().count());
        findings.put("vanished", outcome.entries().vanished().count());
        add(
                "brigade_entries",
                "Findings of the last run; changed and vanished are those of the source meanwhile.",
                "finding",
                findings);
        add("brigade_warnings", "Warnings of the last run.", outcome.warnings().size());
    }

    private static void add(String kind, Totals totals, Map<String, Number> files, Map<String, Number> bytes) {
        files.put(kind, totals.files());
        bytes.put(kind, totals.bytes());
    }

    private static void add(
            String name,
            Phase phase,
            Map<String, Number> durations,
            Map<String, Number> transferred,
            Map<String, Number> retries) {
        durations.put(name, phase.time().toMillis() / MILLI);
        transferred.put(name, phase.written().transferredBytes());
        retries.put(name, phase.retries());
    }

    private void add(String name, String help, double value) {
        all.metricSnapshot(GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.of("job", job), value))
                .build());
    }

    private void add(String name, String help, String label, Map<String, Number> values) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((of, value) -> gauge.dataPoint(point(Labels.of("job", job, label, of), value.doubleValue())));
        all.metricSnapshot(gauge.build());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
