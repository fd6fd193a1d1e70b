package dev.brigade.run;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * How fast a copy goes with each number of processes, and how busy processors are. Replays it in windows of a quarter
 * of a second, without a clock, as a fixed number or the rule would have it. Starting a process takes processor time,
 * in which it copies nothing.
 */
final class Curve {
    static final int CORES = 2;

    private static final double WINDOW = 0.25;

    /** Even a steady copy is that uneven. */
    private static final double SPREAD = 0.05;

    /** A window's number of entries scatters more than chance has it. */
    private static final double BURSTS = 1.5;

    /** A file of 256 MiB, in entries' worth. */
    private static final double LARGE = 257;

    /** Seconds of small files, then as many of large ones, in a mixed copy. */
    private static final double PHASE = 3;

    private record Point(double rate, double busy) {}

    private final TreeMap<Double, Point> points = new TreeMap<>();
    private final String name;
    private final double start;
    private boolean mixed;

    /**
     * Makes a curve without points.
     *
     * @param start processor time to start an rsync, seconds
     */
    Curve(String name, double start) {
        this.name = name;
        this.start = start;
    }

    /** Adds that so many processes do so many entries' worth a second, and take so much of the processors' time. */
    Curve at(int processes, double rate, double busy) {
        points.put(Math.log(processes), new Point(rate, busy));
        return this;
    }

    /** Has small files for some seconds, then files of 256 MiB, which are done all at once, and so on. */
    Curve mixed() {
        mixed = true;
        return this;
    }

    /**
     * What the rule did: entries' worth copied, how often it changed its number, the largest, when it allowed 64, how
     * it ended.
     */
    record Replay(double cost, int changes, int largest, double seconds64, ConcurrencyRule end) {}

    /** What so many processes copy in such a time, in entries' worth. */
    double fixed(int processes, double seconds, Random random) {
        Machine machine = new Machine(random);
        double cost = 0;
        for (double time = 0; time < seconds; time += WINDOW) {
            cost += machine.window(processes, time, 0).cost();
        }
        return cost;
    }

    /** Lets the rule choose. */
    Replay choose(double seconds, Random random) {
        Machine machine = new Machine(random);
        ConcurrencyRule rule = ConcurrencyRule.begin(CORES, 128);
        double cost = 0;
        int changes = 0;
        int largest = 0;
        double seconds64 = Double.MAX_VALUE;
        for (double time = 0; time < seconds; time += WINDOW) {
            largest = Math.max(largest, rule.processes());
            seconds64 = rule.processes() >= 64 ? Math.min(seconds64, time) : seconds64;
            Sample sample = machine.window(rule.processes(), time, seconds - time);
            cost += sample.cost();
            ConcurrencyRule next = rule.after(sample);
            changes += next.processes() == rule.processes() ? 0 : 1;
            rule = next;
        }
        return new Replay(cost, changes, largest, seconds64, rule);
    }

    private Point between(double processes) {
        double at = Math.log(processes);
        Map.Entry<Double, Point> low = points.floorEntry(at);
        Map.Entry<Double, Point> high = points.ceilingEntry(at);
        if (low == null || high == null) {
            throw new IllegalArgumentException(name + " has no " + processes);
        }
        double span = Math.exp(high.getKey()) - Math.exp(low.getKey());
        double part = span == 0 ? 0 : (processes - Math.exp(low.getKey())) / span;
        Point from = low.getValue();
        Point to = high.getValue();
        return new Point(
                from.rate + part * (to.rate - from.rate), Math.min(1, from.busy + part * (to.busy - from.busy)));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Has processes started and at work. */
    private final class Machine {
        private final Random random;
        private int running;
        /** Processor time that those still take which were started last. */
        private double starting;

        Machine(Random random) {
            this.random = random;
        }

        Sample window(int processes, double time, double remaining) {
            starting = Math.max(0, starting + (processes - running) * start);
            running = processes;
            double spent = Math.min(starting, CORES * WINDOW);
            double atWork = running - starting / start;
            starting -= spent;
            double left = 1 - spent / (CORES * WINDOW);
            Point point = atWork < 1 ? new Point(0, 0) : between(Math.min(atWork, 128));
            double part = point.busy > left ? left / point.busy : 1;
            double cost = point.rate * part * WINDOW;
            double busy = 1 - left + point.busy * part;
            boolean large = mixed && time % (2 * PHASE) >= PHASE;
            double mean = large ? cost / LARGE : cost * (1 + SPREAD * random.nextGaussian());
            long entries = Math.max(0, Math.round(mean + Math.sqrt(BURSTS * mean) * random.nextGaussian()));
            return new Sample(
                    running,
                    WINDOW,
                    entries,
                    entries,
                    large ? entries * LARGE : entries,
                    busy,
                    remaining * cost / WINDOW);
        }
    }
}
