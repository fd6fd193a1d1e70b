package dev.brigade.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Failures, or remaining differences, that have one reason. All printers show these groups. Immutable.
 *
 * @param reason the reason of all, one line; empty if each has its own, as those without a name
 * @param count how many there are
 * @param first the first of them, at most {@link #SHOWN}; their own words may say more than the reason
 * @param refusal what the storage refused, if it keeps their data
 * @param remedy what to do about them, one sentence without its end, if that is known
 */
public record FailureGroup(
        String reason, long count, List<Problem> first, Optional<Refusal> refusal, Optional<String> remedy) {
    /** Names of a group that are printed; the others are only counted. */
    public static final int SHOWN = 5;

    /** Reasons that get a group of their own. */
    private static final int MOST = 10;

    private static final String ONE_NAME = "two names of the source are one name in the destination";

    /** A problem, and the reason that it shares with others. */
    private record Shared(Problem problem, String reason, Optional<Refusal> refusal, Optional<String> remedy) {
        static Shared of(Problem problem, String reason, Optional<Refusal> refusal) {
            return new Shared(
                    problem,
                    refusal.map(Refusal::meaning).orElse(reason),
                    refusal,
                    refusal.map(Refusal::remedy).or(() -> FailureGroup.remedy(problem)));
        }

        boolean hasName() {
            return problem.name() != null;
        }
    }

    /** Returns the groups of entries that failed, the largest first, those without a common reason last. */
    public static List<FailureGroup> failed(EntryLists entries) {
        return groups(entries.failed(), FailureGroup::shared);
    }

    /** Returns the groups of entries that still differ, the largest first. */
    public static List<FailureGroup> differing(EntryLists entries) {
        return groups(entries.differing(), FailureGroup::shared);
    }

    /** Returns a difference as a problem with the same words. */
    public static Problem problem(Change change) {
        String difference = change.sharedName()
                .map(other -> "the destination has it and " + new String(other.toBytes(), StandardCharsets.UTF_8)
                        + " under one name")
                .orElseGet(change::difference);
        return new Problem(change.name(), difference);
    }

    private static Shared shared(Problem problem) {
        return Shared.of(problem, problem.reason(), Refusal.of(problem));
    }

    private static Shared shared(Change change) {
        Problem problem = problem(change);
        return Shared.of(problem, change.sharedName().isPresent() ? ONE_NAME : problem.reason(), Refusal.of(change));
    }

    private static Optional<String> remedy(Problem problem) {
        if (problem.cause() == Problem.Cause.NO_SPACE) {
            return Optional.of("free some space, and run the same command again");
        }
        if (problem.mayPass()) {
            return Optional.of("run the same command again, because the error may be temporary");
        }
        return problem.reason().endsWith("Permission denied")
                ? Optional.of("run brigade as root (over NFS with no_root_squash), or give permission")
                : Optional.empty();
    }

    private static <T> List<FailureGroup> groups(CappedList<T> all, Function<T, Shared> shared) {
        Map<String, List<Shared>> named = new LinkedHashMap<>();
        List<Shared> others = new ArrayList<>();
        for (T thing : all.first()) {
            Shared one = shared.apply(thing);
            (one.hasName() ? named.computeIfAbsent(one.reason(), none -> new ArrayList<>()) : others).add(one);
        }
        List<List<Shared>> sorted = new ArrayList<>(named.values());
        sorted.sort(Comparator.comparing(List::size, Comparator.reverseOrder()));
        sorted.stream().skip(MOST).forEach(others::addAll);
        List<FailureGroup> groups = new ArrayList<>();
        sorted.stream().limit(MOST).map(FailureGroup::group).forEach(groups::add);
        long unnamed = all.count() - all.first().size();
        if (!others.isEmpty() || unnamed > 0) {
            groups.add(
                    new FailureGroup("", others.size() + unnamed, first(others), Optional.empty(), Optional.empty()));
        }
        return List.copyOf(groups);
    }

    private static FailureGroup group(List<Shared> alike) {
        Shared one = alike.get(0);
        return new FailureGroup(one.reason(), alike.size(), first(alike), one.refusal(), one.remedy());
    }

    private static List<Problem> first(List<Shared> alike) {
        return alike.stream().limit(SHOWN).map(Shared::problem).toList();
    }
}
