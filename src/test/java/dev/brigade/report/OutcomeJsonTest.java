package dev.brigade.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.Ending;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.MountUse;
import dev.brigade.model.NfsMount;
import dev.brigade.model.Outcome;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Phase;
import dev.brigade.model.Problem;
import dev.brigade.model.RpcCount;
import dev.brigade.model.StopReason;
import dev.brigade.testing.AwkwardNames;
import dev.brigade.testing.MachineSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An outcome as programs read it; another library than the one that wrote it reads it here. */
final class OutcomeJsonTest {
    private static JsonNode json(Outcome outcome) {
        return MachineSchema.OUTCOME.read(OutcomeJson.line(outcome));
    }

    @Test
    void holdsTheVerdictTheRunAndTheFigures() {
        JsonNode json = json(Outcomes.sync()
                .tuned(true, 32, Bottleneck.LATENCY)
                .warned("slow")
                .get());

        assertThat(json.at("/schema_version").asInt()).isEqualTo(OutcomeJson.SCHEMA_VERSION);
        assertThat(json.at("/result").asText()).isEqualTo("ok");
        assertThat(json.at("/exit_code").asInt()).isZero();
        assertThat(json.at("/complete").asBoolean()).isTrue();
        assertThat(json.at("/run/id").asText()).isEqualTo("run-20261127T210004Z-7f3a");
        assertThat(json.at("/run/command/0").asText()).isEqualTo("sync");
        assertThat(json.at("/started").asText()).isEqualTo("2026-11-27T21:00:04.000Z");
        assertThat(json.at("/ended").asText()).isEqualTo("2026-11-27T21:00:06.500Z");
        assertThat(json.at("/seconds").asDouble()).isEqualTo(2.5);
        assertThat(json.at("/processes").asInt()).isEqualTo(32);
        assertThat(json.at("/processes_chosen").asBoolean()).isTrue();
        assertThat(json.at("/bottleneck").asText()).isEqualTo("latency");
        assertThat(json.at("/figures/new/files").asLong()).isEqualTo(300);
        assertThat(json.at("/figures/new/bytes").asLong()).isEqualTo(1 << 20);
        assertThat(json.at("/figures/changed/files").asLong()).isEqualTo(200);
        assertThat(json.at("/figures/unchanged/files").asLong()).isEqualTo(400);
        assertThat(json.at("/figures/failed/files").asLong()).isZero();
        assertThat(json.at("/copy/files_per_second").asDouble()).isEqualTo(250);
        assertThat(json.at("/copy/bytes_per_second").asLong()).isEqualTo(1 << 19);
        assertThat(json.at("/verify/files_per_second").asDouble()).isEqualTo(1800);
        assertThat(json.at("/warnings/0").asText()).isEqualTo("slow");
        assertThat(json.at("/stopped").isNull()).isTrue();
    }

    @Test
    void holdsWhyARunStoppedAndWhatFailed() {
        JsonNode json = json(Outcomes.sync()
                .notVerified()
                .failed(new Problem(FileName.of("a"), "no\nright"), new Problem(null, "no name"))
                .stopped(StopReason.NO_SPACE, "/dst is full")
                .get());

        assertThat(json.at("/result").asText()).isEqualTo("no_space");
        assertThat(json.at("/exit_code").asInt()).isEqualTo(30);
        assertThat(json.at("/complete").asBoolean()).isFalse();
        assertThat(json.at("/message").asText()).isEqualTo("/dst is full");
        assertThat(json.at("/stopped/reason").asText()).isEqualTo("no_space");
        assertThat(json.at("/figures/unchanged").isNull()).isTrue();
        assertThat(json.at("/verify").isNull()).isTrue();
        assertThat(json.at("/entries/failed/count").asInt()).isEqualTo(2);
        assertThat(json.at("/entries/failed/first/0/reason").asText()).isEqualTo("no\\#012right");
        assertThat(json.at("/entries/failed/first/1").has("path")).isFalse();
        assertThat(json.at("/failure_groups/0/reason").asText()).isEqualTo("no\\#012right");
        assertThat(json.at("/failure_groups/0/first/0/path").asText()).isEqualTo("a");
    }

    @Test
    void aRefusalHasOnlyTheVerdict() {
        JsonNode json = MachineSchema.OUTCOME.read(
                Json.line(OutcomeJson.of(Ending.without(ExitCode.NOT_READY, "rsync is missing"), 1)));

        assertThat(json.at("/exit_code").asInt()).isEqualTo(40);
        assertThat(json.at("/message").asText()).isEqualTo("rsync is missing");
        assertThat(json.has("run")).isFalse();
    }

    @Test
    void namesComeBackByteForByte() {
        for (FileName name : AwkwardNames.all()) {
            JsonNode json = json(Outcomes.sync()
                    .repaired(new Change(name, ">f.st......", 7))
                    .differing(Change.sameName(name, name))
                    .deleted("plain")
                    .get());
            for (String at : List.of("/entries/repaired/first/0", "/entries/differing/first/0/other")) {
                JsonNode entry = json.at(at);
                byte[] bytes = entry.has("path_base64")
                        ? Base64.getDecoder().decode(entry.get("path_base64").asText())
                        : entry.get("path").asText().getBytes(StandardCharsets.UTF_8);
                assertThat(bytes).isEqualTo(name.toBytes());
            }
        }
    }

    @Test
    void aLongListIsCutAndCounted() {
        Problem problem = new Problem(FileName.of("x"), "why");
        JsonNode json = json(Outcomes.sync()
                .failed(new CappedList<>(2_000_000, Collections.nCopies(OutcomeJson.LISTED + 5, problem)))
                .get());

        assertThat(json.at("/entries/failed/count").asLong()).isEqualTo(2_000_000);
        assertThat(json.at("/entries/failed/first").size()).isEqualTo(OutcomeJson.LISTED);
    }

    @Test
    void aMountHasItsCallsAndTheirMeanTime() {
        NfsMount nfs = new NfsMount(Path.of("/mnt/f"), "filer:/export", "4.2", 1 << 20, 1 << 20, 4, "hard", true);
        Phase phase = Outcomes.phase(Outcomes.TOTALS, Duration.ofSeconds(2));
        MountUse use = new MountUse("destination", nfs, new RpcCount(1_000, 1_800));
        JsonNode json = json(Outcomes.sync()
                .copied(phase.with(phase.looked(), phase.time(), List.of(use)))
                .get());

        assertThat(json.at("/copy/mounts/0/round_trip_ms").asDouble()).isEqualTo(1.8);
        assertThat(json.at("/copy/mounts/0/source").asText()).isEqualTo("filer:/export");
    }
}
