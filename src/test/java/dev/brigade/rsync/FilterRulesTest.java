package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.FileName;
import dev.brigade.rsync.RsyncOptions.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterRulesTest {
    /** What stands in the tree: directories end in a slash. */
    private static final List<String> TREE = List.of(
            "foo/",
            "foo/bar",
            "foo/foo",
            "foo/sub/",
            "foo/sub/bar",
            "foo/sub/deep/",
            "foo/sub/deep/bar.o",
            "bar",
            "bar.o",
            "x/",
            "x/foo/",
            "x/foo/bar",
            "x/y/",
            "x/y/foo/",
            "x/y/foo/bar",
            "[a]",
            "a",
            "b",
            "-",
            "]",
            "^",
            "!",
            "a*b",
            "axb",
            "a\\b",
            "- p",
            "+ p",
            "p",
            "#c",
            ";c",
            "[",
            "e:",
            "A",
            "9",
            " ");

    /** A pattern, and what an exclude of it alone leaves out of the tree. */
    private static final List<List<String>> CASES = List.of(
            // No slash: the last component. A slash at the start anchors, one at the end means directories.
            List.of("foo", "foo", "x/foo", "x/y/foo"),
            List.of("bar", "bar", "foo/bar", "foo/sub/bar", "x/foo/bar", "x/y/foo/bar"),
            List.of("/foo", "foo"),
            List.of("/bar/"),
            List.of("foo/", "foo", "x/foo", "x/y/foo"),
            List.of("/"),
            List.of("//foo"),
            List.of("foo//"),
            // A slash within: the tail of the path.
            List.of("foo/bar", "foo/bar", "x/foo/bar", "x/y/foo/bar"),
            List.of("/foo/bar", "foo/bar"),
            List.of("x/foo/bar", "x/foo/bar"),
            List.of("y/foo/", "x/y/foo"),
            List.of("foo/b?r", "foo/bar", "x/foo/bar", "x/y/foo/bar"),
            List.of("oo/bar"),
            List.of("foo/*/bar", "foo/sub/bar"),
            // Stars.
            List.of("*.o", "bar.o", "foo/sub/deep/bar.o"),
            List.of("/*.o", "bar.o"),
            List.of("foo/**/bar", "foo/sub/bar"),
            List.of("/foo/**", "foo/bar", "foo/foo", "foo/sub"),
            List.of("/foo/***", "foo"),
            List.of("foo/***", "foo", "x/foo", "x/y/foo"),
            List.of("foo/***/", "foo", "x/foo", "x/y/foo"),
            List.of("**/foo", "foo", "foo/foo", "x/foo", "x/y/foo"),
            List.of("**/foo/", "foo", "x/foo", "x/y/foo"),
            List.of("**/y/**", "x/y/foo"),
            List.of("x**bar", "x/foo/bar", "x/y/foo/bar"),
            List.of("/**/bar.o", "foo/sub/deep/bar.o"),
            List.of("**.o", "bar.o", "foo/sub/deep/bar.o"),
            List.of("/*/*", "foo/bar", "foo/foo", "foo/sub", "x/foo", "x/y"),
            // Backslashes are themselves unless the pattern has a wildcard.
            List.of("a\\b", "a\\b"),
            List.of("a\\*b", "a*b"),
            List.of("a\\\\?", "a\\b"),
            List.of("a\\\\[b]", "a\\b"),
            List.of("a*b", "a*b", "axb", "a\\b"),
            List.of("?xb\\"),
            // Sets.
            List.of("[a]", "a"),
            List.of("\\[a]", "[a]"),
            List.of("[[]a]", "[a]"),
            List.of("[]]", "]"),
            List.of("[!!-~ ]"),
            List.of("[^!-Z\\[-~]", " "),
            List.of("[!]^[a-zA-Z0-9 ]", "-", "!"),
            List.of("[a-]", "a", "-"),
            List.of("[b-a]", "b"),
            List.of("[,-.]", "-"),
            List.of("[\\]]", "]"),
            List.of("[[:digit:][:upper:]]", "9", "A"),
            List.of("[[:nope:]a]"),
            List.of("[[:a]", "[", "a"),
            List.of("[[:-<A^]", "[", "^", "A"),
            List.of("[a"),
            List.of("[[:alpha:"),
            List.of("x[/]foo"),
            // What looks like a prefix, a comment or a clear.
            List.of("- - p", "- p"),
            List.of("- + p", "+ p"),
            List.of("- p", "p"),
            List.of("+ p"),
            List.of("-", "-"),
            List.of("- !", "!"),
            List.of("!"),
            List.of("#c", "#c"),
            List.of(";c", ";c"),
            List.of(" ", " "),
            List.of(""));

    @TempDir
    Path temp;

    @Test
    void patternsLeaveOutWhatRsyncLeavesOut() throws Exception {
        Path root = Files.createDirectory(temp.resolve("root"));
        Path destination = Files.createDirectory(temp.resolve("dest"));
        build(root);
        List<Callable<Set<FileName>>> runs = new ArrayList<>();
        for (List<String> row : CASES) {
            runs.add(() -> RealRsync.copied(root, List.of("-a", "--exclude=" + row.get(0), "./", destination + "/")));
        }
        List<Set<FileName>> rsync = RealRsync.inParallel(runs);
        for (int i = 0; i < CASES.size(); i++) {
            List<String> row = CASES.get(i);
            FilterRules rules = FilterRules.NONE.plusExcludes(List.of(row.get(0)));
            Set<FileName> ours = RandomTree.walk(root, rules).keySet();
            assertThat(ours).as("walk without %s", row.get(0)).isEqualTo(kept(row));
            assertThat(rsync.get(i)).as("rsync without %s", row.get(0)).isEqualTo(ours);
        }
    }

    private static void build(Path root) throws IOException {
        for (String name : TREE) {
            Path path = root.resolve(name);
            if (name.endsWith("/")) {
                Files.createDirectory(path);
            } else {
                Files.createFile(path);
            }
        }
    }

    /** The tree without what the row names and what lies below. */
    private static Set<FileName> kept(List<String> row) {
        Set<FileName> kept = new TreeSet<>();
        for (String name : TREE) {
            String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            boolean out = row.stream().skip(1).anyMatch(left -> path.equals(left) || path.startsWith(left + "/"));
            if (!out) {
                kept.add(FileName.of(path));
            }
        }
        return kept;
    }

    @Test
    void anExactRuleLeavesOutJustItsEntry() throws Exception {
        List<Callable<Set<FileName>>> runs = new ArrayList<>();
        Path root = Files.createDirectory(temp.resolve("root"));
        Path destination = Files.createDirectory(temp.resolve("dest"));
        build(root);
        // A name between others that it would match as a pattern, and one that ends in what would be an escape.
        List<String> names = List.of("[a]", "a*b", "a\\b", "[", "!", "- p", "foo/bar", "x/y", "bar", "\\", "*\\");
        Files.createFile(root.resolve("\\"));
        Files.createFile(root.resolve("*\\"));
        for (String name : names) {
            FilterRule exact = FilterRule.excludeExactly(FileName.of(name));
            runs.add(() ->
                    RealRsync.copied(root, List.of("-a", exact.asArgument().orElseThrow(), "./", destination + "/")));
        }
        List<Set<FileName>> rsync = RealRsync.inParallel(runs);
        for (int i = 0; i < names.size(); i++) {
            FileName name = FileName.of(names.get(i));
            Set<FileName> expected = RandomTree.walk(root, (entry, directory) -> entry.equals(name))
                    .keySet();
            FilterRules exact = new FilterRules(List.of(FilterRule.excludeExactly(name)));
            assertThat(RandomTree.walk(root, exact).keySet())
                    .as("walk without %s", name)
                    .isEqualTo(expected);
            assertThat(rsync.get(i)).as("rsync without %s", name).isEqualTo(expected);
        }
    }

    @Test
    void theFirstMatchDecides() throws Exception {
        FilterRules rules = FilterRules.NONE.plusExcludes(List.of("+ a.c", "*.c", "+ b.c"));
        assertThat(rules.excludes(FileName.of("d/a.c"), false)).isFalse();
        assertThat(rules.excludes(FileName.of("d/b.c"), false)).isTrue();
        assertThat(rules.excludes(FileName.of("d/b.h"), false)).isFalse();
    }

    @Test
    void theRootIsNeverLeftOut() throws Exception {
        assertThat(FilterRules.NONE
                        .plusExcludes(List.of("*", "**", "***", "/***"))
                        .excludes(FileName.ROOT, true))
                .isFalse();
    }

    @Test
    void aQuestionMarkIsOneByte() {
        FilterRules rules = new FilterRules(List.of(new FilterRule(false, FileName.of("?"))));
        assertThat(rules.excludes(FileName.of("é"), false)).isFalse();
        assertThat(rules.excludes(FileName.of(new byte[] {(byte) 0xff}), false)).isTrue();
    }

    @Test
    void laterRulesFollowAndAClearDropsAllBefore() throws Exception {
        FilterRules options =
                RsyncOptions.parse("--exclude=a --include=b", Use.TWO_PASSES).filters();
        FilterRules own = FilterRules.NONE.plusExcludes(List.of("c"));
        assertThat(options.plus(own).asArguments()).containsExactly("--exclude=a", "--include=b", "--exclude=c");
        assertThat(options.plusExcludes(List.of("c"))).isEqualTo(options.plus(own));
        assertThat(options.plusExcludes(List.of("c", "!", "d")).asArguments()).containsExactly("--exclude=d");
    }

    @Test
    void argumentsKeepPatternsThatLookLikePrefixes() throws Exception {
        FilterRules rules = FilterRules.NONE.plusExcludes(List.of("- - p", "+ + p", "- !", "+ !", "-", "-p"));
        assertThat(rules.asArguments())
                .containsExactly(
                        "--exclude=- - p",
                        "--include=+ + p",
                        "--exclude=- !",
                        "--include=+ !",
                        "--exclude=-",
                        "--exclude=-p");
        List<String> again = new ArrayList<>();
        for (String argument : rules.asArguments()) {
            again.add((argument.startsWith("--include=") && !argument.startsWith("--include=+ ") ? "+ " : "")
                    + argument.substring(argument.indexOf('=') + 1));
        }
        assertThat(FilterRules.NONE.plusExcludes(again)).isEqualTo(rules);
    }

    @Test
    void patternsThatRsyncWouldSkipOrRefuseAreRefused() {
        assertThatThrownBy(() -> FilterRules.NONE.plusExcludes(List.of("x".repeat(4096))))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("4096 bytes in --exclude is longer than the 4095");
        assertThatThrownBy(() -> FilterRules.NONE.plusExcludes(List.of("- ")))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("'- ' stands without a pattern");
        assertThatThrownBy(() -> FilterRules.NONE.plusExcludes(List.of("caf\uFFFD")))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("LC_ALL=C.UTF-8");
        assertThatIllegalArgumentException().isThrownBy(() -> new FilterRule(false, FileName.ROOT));
    }

    /** rsync's own matcher needs minutes for some of these. */
    @ParameterizedTest
    @ValueSource(strings = {"*a*a*a*a*a*a*a*a*b", "**a**a**a**a**a**b", "/**a*a*a**a*a/*a*a**b", "x**/*?*?*?*?*[ab]c"})
    @Timeout(20)
    void noPatternTakesExponentialTime(String pattern) throws Exception {
        FileName deep = FileName.of(("a".repeat(255) + "/").repeat(15) + "a".repeat(255));
        assertThat(FilterRules.NONE.plusExcludes(List.of(pattern)).excludes(deep, false))
                .isFalse();
        assertThat(FilterRules.NONE.plusExcludes(List.of(pattern)).excludes(FileName.of("a".repeat(255)), false))
                .isFalse();
    }
}
