package dev.brigade.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A storage that is played, without a clock: processes take buckets, each for about five seconds, or a minute once the
 * rule has settled.
 *
 * @param rate throughput of a number of processes together
 * @param busy share of the processors' time that each process takes
 * @param noise standard deviation of the time of a bucket, as a part of it
 */
record PlayedStorage(String name, Rate rate, double busy, double noise) {
    static final int CORES = 2;
    static final int MOST = 128;
    private static final double LOOK = 0.5;

    /** Returns the throughput of a number of processes at a time: cost a second. */
    @FunctionalInterface
    interface Rate {
        double of(int processes, double second);
    }

    /** The numbers that the rule chose. */
    record Replay(ConcurrencyRule end, List<Integer> numbers) {
        int largest() {
            return numbers.stream().mapToInt(it -> it).max().orElseThrow();
        }

        long changes() {
            return IntStream.range(1, numbers.size())
                    .filter(i -> !numbers.get(i).equals(numbers.get(i - 1)))
                    .count();
        }
    }

    private static final class Process {
        private final double work;
        private double done;
        private double seconds;

        Process(double work) {
            this.work = work;
        }
    }

    /** Returns the part of the best throughput that a number of processes reaches. */
    double part(int processes, double second) {
        double best = IntStream.rangeClosed(1, MOST)
                .mapToDouble(p -> rate.of(p, second))
                .max()
                .orElseThrow();
        return rate.of(processes, second) / best;
    }

    Replay play(double time, Random random) {
        ConcurrencyRule rule = ConcurrencyRule.begin(CORES, MOST);
        List<Process> running = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (double second = 0; second < time; second += LOOK) {
            for (int missing = rule.processes() - running.size(); missing > 0; missing--) {
                double speed = rate.of(rule.processes(), second) / rule.processes();
                running.add(new Process(
                        speed * (rule.isSettled() ? 60 : 5) * Math.max(0.2, 1 + noise * random.nextGaussian())));
            }
            int ran = running.size();
            double speed = rate.of(ran, second) / ran;
            List<ConcurrencyRule.Done> ended = new ArrayList<>();
            for (Process process : List.copyOf(running)) {
                process.seconds += LOOK;
                process.done += speed * LOOK * Math.max(0, 1 + noise * random.nextGaussian());
                if (process.done >= process.work) {
                    ended.add(new ConcurrencyRule.Done(process.seconds, process.done));
                    running.remove(process);
                }
            }
            double share = Math.min(1, busy * ran);
            numbers.add(rule.processes());
            rule = rule.after(
                    new ConcurrencyRule.Sample(ran, LOOK, Math.round(Math.ceil(speed * ran * LOOK)), share, ended));
        }
        return new Replay(rule, numbers);
    }

    @Override
    public String toString() {
        return name;
    }
}
