package dev.brigade.page;

import dev.brigade.model.History;
import dev.brigade.model.Pass;
import dev.brigade.model.RpcCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The history of a run as one line of time: its parts follow each other without the time between them. Immutable.
 *
 * @param moments in the order of their times; their numbers rise
 * @param starts when each part begins, milliseconds
 */
record Timeline(List<History.Sample> moments, List<Long> starts) {
    /** Points of a chart: more are not seen on a screen. */
    private static final int MOST = 240;

    /** A time of one pass. */
    record Span(long from, long to, Optional<Pass> pass) {}

    static Timeline of(History history) {
        List<History.Sample> moments = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        for (History.Part part : history.parts()) {
            History.Sample before = moments.isEmpty()
                    ? new History.Sample(0, Optional.empty(), 0, 0, 0, RpcCount.NONE)
                    : moments.get(moments.size() - 1);
            starts.add(before.millis());
            part.samples().forEach(sample -> moments.add(after(before, sample)));
        }
        return new Timeline(List.copyOf(moments), List.copyOf(starts));
    }

    private static History.Sample after(History.Sample before, History.Sample sample) {
        return new History.Sample(
                before.millis() + sample.millis(),
                sample.pass(),
                before.entries() + sample.entries(),
                before.bytes() + sample.bytes(),
                sample.processes(),
                before.rpcs().plus(sample.rpcs()));
    }

    /** Returns the same with only those entries at which some passes looked. */
    Timeline during(Predicate<Optional<Pass>> wanted) {
        List<History.Sample> some = new ArrayList<>();
        long entries = 0;
        long before = 0;
        for (History.Sample moment : moments) {
            entries += wanted.test(moment.pass()) ? moment.entries() - before : 0;
            before = moment.entries();
            some.add(new History.Sample(
                    moment.millis(), moment.pass(), entries, moment.bytes(), moment.processes(), moment.rpcs()));
        }
        return new Timeline(List.copyOf(some), starts);
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return moments.size() < 2 || end() == 0;
    }

    /** The time of all parts, milliseconds. */
    long end() {
        return moments.isEmpty() ? 0 : moments.get(moments.size() - 1).millis();
    }

    private int points() {
        return Math.min(MOST, moments.size() - 1);
    }

    /** Returns a rising number in a second, for equal stretches of the time. */
    double[] rate(ToDoubleFunction<History.Sample> number) {
        double[] differences = differences(number);
        double seconds = end() / 1000.0 / points();
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.max(0, differences[i]) / seconds;
        }
        return differences;
    }

    /** Returns one rising number for each unit of another one; 0 where the other one stands still. */
    double[] ratio(ToDoubleFunction<History.Sample> number, ToDoubleFunction<History.Sample> of) {
        double[] above = differences(number);
        double[] below = differences(of);
        for (int i = 0; i < above.length; i++) {
            above[i] = below[i] > 0 && above[i] > 0 ? above[i] / below[i] : 0;
        }
        return above;
    }

    private double[] differences(ToDoubleFunction<History.Sample> number) {
        double[] all = new double[points()];
        double last = number.applyAsDouble(moments.get(0));
        for (int i = 0; i < all.length; i++) {
            double next = at((i + 1.0) / all.length * end(), number);
            all[i] = next - last;
            last = next;
        }
        return all;
    }

    /** Returns a number that neither rises nor falls between two moments. */
    double[] level(ToDoubleFunction<History.Sample> number) {
        double[] all = new double[points()];
        for (int i = 0; i < all.length; i++) {
            double time = (i + 0.5) / all.length * end();
            all[i] = number.applyAsDouble(moments.get(before(time)));
        }
        return all;
    }

    private double at(double time, ToDoubleFunction<History.Sample> number) {
        int index = before(time);
        History.Sample left = moments.get(index);
        History.Sample right = moments.get(Math.min(index + 1, moments.size() - 1));
        double width = right.millis() - left.millis();
        double share = width <= 0 ? 1 : Math.min(1, (time - left.millis()) / width);
        double from = number.applyAsDouble(left);
        return from + share * (number.applyAsDouble(right) - from);
    }

    /** Returns the index of the last moment at or before a time. */
    private int before(double time) {
        int low = 0;
        int high = moments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (moments.get(middle).millis() <= time) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Returns which pass ran when. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i + 1 < moments.size(); i++) {
            long from = moments.get(i).millis();
            long to = moments.get(i + 1).millis();
            Optional<Pass> pass = moments.get(i + 1).pass();
            int last = spans.size() - 1;
            if (last >= 0 && spans.get(last).pass().equals(pass)) {
                spans.set(last, new Span(spans.get(last).from(), to, pass));
            } else {
                spans.add(new Span(from, to, pass));
            }
        }
        return spans;
    }
}
