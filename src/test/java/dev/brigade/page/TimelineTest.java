package dev.brigade.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.History;
import dev.brigade.model.Pass;
import dev.brigade.model.RpcCount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Rates over the parts of a run. */
final class TimelineTest {
    private static final History.Start START =
            new History.Start(Instant.EPOCH, "brigade", "rsync", "Linux", "Java", 1, false, false);

    private static History.Part part(History.Sample... samples) {
        return new History.Part(START, List.of(samples), List.of(), Optional.empty(), true);
    }

    private static History.Sample at(long millis, Pass pass, long bytes) {
        return new History.Sample(millis, Optional.of(pass), 0, bytes, 1, RpcCount.NONE);
    }

    @Test
    void partsFollowEachOther() {
        Timeline timeline = Timeline.of(new History(List.of(
                part(at(0, Pass.COPY, 0), at(1000, Pass.COPY, 500)),
                part(at(0, Pass.COPY, 0), at(500, Pass.COPY, 100), at(1000, Pass.VERIFY, 100)))));
        assertThat(timeline.end()).isEqualTo(2000);
        assertThat(timeline.starts()).containsExactly(0L, 1000L);
        assertThat(timeline.rate(History.Sample::bytes)).containsExactly(500, 500, 200, 0);
        assertThat(timeline.spans())
                .containsExactly(
                        new Timeline.Span(0, 1500, Optional.of(Pass.COPY)),
                        new Timeline.Span(1500, 2000, Optional.of(Pass.VERIFY)));
    }

    @Test
    void anyNumberOfSamplesKeepsItsSum() {
        History.Sample[] samples = new History.Sample[5000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = at(i * 10L, Pass.COPY, (long) i * i);
        }
        Timeline timeline = Timeline.of(new History(List.of(part(samples))));
        double[] rates = timeline.rate(History.Sample::bytes);
        assertThat(rates).hasSize(240);
        double seconds = timeline.end() / 1000.0 / rates.length;
        assertThat(Math.round(DoubleStream.of(rates).sum() * seconds)).isEqualTo(4999L * 4999);
    }

    @Test
    void eachPassHasItsOwnEntries() {
        Timeline timeline = Timeline.of(new History(List.of(part(
                new History.Sample(0, Optional.of(Pass.COPY), 0, 0, 1, RpcCount.NONE),
                new History.Sample(1000, Optional.of(Pass.COPY), 10, 0, 1, RpcCount.NONE),
                new History.Sample(2000, Optional.of(Pass.VERIFY), 500, 0, 1, RpcCount.NONE)))));
        assertThat(timeline.during(pass -> pass.equals(Optional.of(Pass.VERIFY)))
                        .rate(History.Sample::entries))
                .containsExactly(0, 490);
    }

    @Test
    void nothingIsDrawnOfAMoment() {
        assertThat(Timeline.of(History.NONE).isEmpty()).isTrue();
        assertThat(Timeline.of(new History(List.of(part(at(0, Pass.COPY, 0))))).isEmpty())
                .isTrue();
    }
}
