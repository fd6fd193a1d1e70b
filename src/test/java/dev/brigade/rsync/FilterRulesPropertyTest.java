package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random rules over random trees mean to our walk what they mean to the installed rsync, in one plain recursive run and
 * in the split form that a run uses. {@code -Dbrigade.filter.seed} and {@code -Dbrigade.filter.sets} choose others.
 */
class FilterRulesPropertyTest {
    private static final int SETS_PER_TREE = 20;

    @TempDir
    Path temp;

    private int files;

    /** What one set of rules did. */
    private record Result(boolean leftOut, boolean split) {}

    @Test
    void randomRulesMeanWhatTheyMeanToRsync() throws Exception {
        long seed = Long.getLong("brigade.filter.seed", 20260611);
        int sets = Integer.getInteger("brigade.filter.sets", 500);
        System.out.printf("filter rules: seed %d, %d sets of rules%n", seed, sets);
        Random random = new Random(seed);
        Path destination = Files.createDirectory(temp.resolve("dest"));
        List<Callable<Result>> cases = new ArrayList<>();
        for (int tree = 0; tree < sets / SETS_PER_TREE; tree++) {
            Path root = Files.createDirectory(temp.resolve("tree" + tree));
            RandomTree made = new RandomTree(root, random, tree % 2 == 0);
            assertThat(RandomTree.walk(root, EntryFilter.NONE).keySet()).isEqualTo(made.names());
            for (int i = 0; i < SETS_PER_TREE; i++) {
                FilterRules rules = rules(made, random);
                List<String> arguments = arguments(rules, random);
                String about = "seed " + seed + ", tree " + tree + ", rules " + rules;
                cases.add(() -> check(root, made.names().size(), rules, arguments, destination, about));
            }
        }
        List<Result> results = RealRsync.inParallel(cases);
        // Rules that leave nothing out, or trees that cannot be split, would prove nothing.
        long leftOut = results.stream().filter(Result::leftOut).count();
        long split = results.stream().filter(Result::split).count();
        System.out.printf("filter rules: %d sets left something out, %d were split%n", leftOut, split);
        assertThat(leftOut).isGreaterThan(sets / 5);
        assertThat(split).isGreaterThan(sets / 3);
    }

    private static Result check(
            Path root, int entries, FilterRules rules, List<String> arguments, Path destination, String about)
            throws Exception {
        TreeMap<FileName, Boolean> ours = RandomTree.walk(root, rules);
        List<String> plain = new ArrayList<>(List.of("-a"));
        plain.addAll(arguments);
        plain.addAll(List.of("./", destination + "/"));
        assertThat(RealRsync.copied(root, plain)).as("plain, %s", about).isEqualTo(ours.keySet());

        Optional<List<String>> names = splitNames(ours);
        if (names.isPresent()) {
            List<String> split = new ArrayList<>(List.of("-a", "--no-r", "-d", "-R"));
            if (ours.size() % 2 == 0) {
                split.add("--no-implied-dirs");
            }
            split.addAll(arguments);
            split.addAll(names.get());
            split.add(destination + "/");
            assertThat(RealRsync.copied(root, split)).as("split, %s", about).isEqualTo(ours.keySet());
        }
        return new Result(ours.size() < entries, names.isPresent());
    }

    /** Each directory that we keep by name, but of every third one its entries one by one; empty if one is no text. */
    private static Optional<List<String>> splitNames(TreeMap<FileName, Boolean> ours) {
        List<FileName> directories = new ArrayList<>(List.of(FileName.ROOT));
        ours.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .forEach(directories::add);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            FileName directory = directories.get(i);
            boolean whole = i % 3 != 2;
            List<FileName> named = whole
                    ? List.of(directory)
                    : ours.keySet().stream()
                            .filter(n -> n.parent().equals(directory))
                            .toList();
            for (FileName name : named) {
                Optional<String> argument = name.asArgument();
                if (argument.isEmpty()) {
                    return Optional.empty();
                }
                names.add("./" + argument.get() + (whole && !name.isRoot() ? "/" : ""));
            }
        }
        return Optional.of(names);
    }

    private static FilterRules rules(RandomTree tree, Random random) {
        List<FilterRule> rules = new ArrayList<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            byte[] pattern = tree.pattern();
            boolean include = left > 1 && random.nextInt(3) == 0;
            rules.add(new FilterRule(include, FileName.of(pattern)));
        }
        return new FilterRules(rules);
    }

    /** Rules as arguments where they can be, otherwise and now and then as files of one rule. */
    private List<String> arguments(FilterRules rules, Random random) throws Exception {
        List<String> arguments = new ArrayList<>();
        for (FilterRule rule : rules.rules()) {
            Optional<String> argument = rule.asArgument();
            boolean newline = rule.toString().indexOf('\n') >= 0;
            if (argument.isPresent() && (newline || random.nextInt(3) > 0)) {
                arguments.add(argument.get());
            } else {
                Path file = temp.resolve("rule" + files++);
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                line.write(rule.isInclude() ? '+' : '-');
                line.write(' ');
                line.writeBytes(rule.toString().substring(2).getBytes(StandardCharsets.ISO_8859_1));
                Files.write(file, line.toByteArray());
                arguments.add("--exclude-from=" + file);
            }
        }
        return arguments;
    }
}
