package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.rsync.RsyncOptions.Use;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsyncOptionsTest {
    @Test
    void defaultsKeepLinksAndIds() throws Exception {
        RsyncOptions defaults = RsyncOptions.defaults();
        assertThat(defaults.arguments()).containsExactly("-a", "-H", "--numeric-ids");
        assertThat(defaults.effects())
                .containsExactly(
                        OptionEffect.HARD_LINKS,
                        OptionEffect.PERMS,
                        OptionEffect.TIMES,
                        OptionEffect.OWNERS,
                        OptionEffect.GROUPS);
        assertThat(defaults).isEqualTo(RsyncOptions.parse("-aH --numeric-ids", Use.TWO_PASSES));
        assertThat(defaults.filters()).isEqualTo(FilterRules.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            -aHv                              | -a,-H
            -aB1K -W                          | -a,--block-size=1K,-W
            -B=1K                             | --block-size=1K
            -B 1K                             | --block-size=1K
            -@-1                              | --modify-window=-1
            --modify-window -1                | --modify-window=-1
            --modify-window=-1                | --modify-window=-1
            --cc=md5 --zc zstd -z             | --cc=md5,--zc=zstd,-z
            --chmod=                          | --chmod=
            --chmod=D=rwx                     | --chmod=D=rwx
            --timeout=30 --no-timeout         | --timeout=30,--no-timeout
            -rlptgoD                          | -l,-p,-t,-g,-o,-D
            -a --no-D --no-devices --no-t     | -a,--no-D,--no-devices,--no-t
            -avP --stats --info=x --debug y   | -a
            -hiqs8 --inplace --out-format %n  | ~~
            --no-inplace --no-whole-file      | --no-whole-file
            --no-append --no-n-d              | refused
            -xx -x                            | -x,-x,-x
            --log-file=/var/log/x             | --log-file=/var/log/x
            '-a'\\ "-H"                       | refused
            "-a" '--usermap=a b:c'            | -a,--usermap=a b:c
            --groupmap="$x `y` \\"z\\" \\a"   | --groupmap=$x `y` "z" \\a
            --groupmap=~/\\*\\$x\\'           | --groupmap=~/*$x'
            --groupmap='\\'                   | --groupmap=\\
            """)
    void keptOptionsAreInOrderAndInOneWayOfWriting(String options, String kept) {
        if (kept.equals("refused")) {
            assertThatThrownBy(() -> RsyncOptions.parse(options, Use.TWO_PASSES))
                    .isInstanceOf(OptionException.class);
        } else {
            assertThat(parsed(options).arguments()).isEqualTo(kept.isEmpty() ? List.of() : List.of(kept.split(",")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-t, TIMES, true",
        "-a --no-t, TIMES, false",
        "--no-t -a, TIMES, true",
        "-a --no-times, TIMES, false",
        "-r, TIMES, false",
        "-A, PERMS, true",
        "-A --no-A, PERMS, true",
        "-A --no-A, ACLS, false",
        "-A --no-p, PERMS, false",
        "-A --no-p, ACLS, true",
        "-aHX, XATTRS, true",
        "-aHX --no-H, HARD_LINKS, false",
        "-S, SPARSE, true",
        "-S --no-sparse, SPARSE, false",
        "-c, CHECKSUM, true",
        "--size-only, SIZE_ONLY, true",
        "-@1, MODIFY_WINDOW, true",
        "--max-size=1, SIZE_LIMIT, true",
        "--min-size 1, SIZE_LIMIT, true",
        "-z, COMPRESS, true",
        "-z --no-z, COMPRESS, false",
        "--fake-super, FAKE_SUPER, true"
    })
    void theLastWordOnAnEffectCounts(String options, OptionEffect effect, boolean has) {
        assertThat(parsed(options).has(effect)).isEqualTo(has);
    }

    @Test
    void oneFileSystemIsCounted() {
        assertThat(parsed("-a").oneFileSystem()).isZero();
        assertThat(parsed("-ax").oneFileSystem()).isEqualTo(1);
        assertThat(parsed("-axx").oneFileSystem()).isEqualTo(2);
        assertThat(parsed("-axx --no-x -x").oneFileSystem()).isEqualTo(1);
    }

    @Test
    void filtersAreKeptApartInTheirOrder() {
        RsyncOptions options = parsed("-a --exclude=a --include b --exclude '- c d' --exclude '+ e' -x");
        assertThat(options.arguments()).containsExactly("-a", "-x");
        assertThat(options.filters().asArguments())
                .containsExactly("--exclude=a", "--include=b", "--exclude=c d", "--include=e");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--delete                | --delete | no process sees the whole tree",
                "--del                   | --del    | 'brigade sync --delete'",
                "--delete-excluded       | --delete-excluded | 'brigade sync --delete'",
                "--max-delete=1          | --max-delete | 'brigade sync --max-delete'",
                "-n                      | -n | 'brigade sync --dry-run'",
                "-avn                    | -n | 'brigade sync --dry-run'",
                "--list-only             | --list-only | 'brigade sync --dry-run'",
                "--files-from=x          | --files-from | --exclude",
                "-f '- x'                | -f | --exclude",
                "-f-_x                   | -f | --exclude",
                "-aF                     | -F | --exclude",
                "-I                      | -I | 'brigade sync --verify checksum'",
                "--remove-source-files   | --remove-source-files | never removes anything at the source",
                "--no-relative           | --no-relative | names the paths",
                "--no-r                  | --no-r | whole trees",
                "-aL                     | -L | never follows symbolic links",
                "--append                | --append | only partly copied",
                "--append-verify         | --append-verify | only partly copied",
                "-u                      | -u | never repair",
                "--write-batch=x         | --write-batch | batch",
                "-T/tmp                  | -T | leave it out",
                "--bwlimit=1             | --bwlimit | each process",
                "-e ssh                  | -e | local",
                "-Mx                     | -M | local",
                "--daemon                | --daemon | no daemon",
                "--version               | --version | about itself",
                "-0                      | -0 | crawl",
                "--verb                  | --verb | does not know",
                "-aw                     | -w | does not know",
                "--a=b                   | --a | does not know",
                "--archive=1             | --archive | takes no value",
                "-a=1                    | -a | takes no value",
                "--no-timeout=1          | --no-timeout | takes no value",
                "-a --exclude            | --exclude | needs a value",
                "-aB                     | -B | needs a value",
                "-a src/                 | src/ | after brigade's own options",
                "-a -- x                 | -- | is no option",
                "-a -                    | '-' | is no option",
                "-a ''''''               | '' | is no option",
                "--log-file=x            | --log-file | absolute",
                "-a 'x                   | (') | close it",
                "-a \"x                  | (\") | close it",
                "-a\\                    | backslash | put a character after it"
            })
    void refusalsNameTheOptionAndSayWhatToDo(String options, String named, String remedy) {
        assertThatThrownBy(() -> RsyncOptions.parse(options.replace("''''''", "''"), Use.TWO_PASSES))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll(named, remedy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a\nb'", "'--x\r\n'", "-\u0007", "'--exclude-from=\n'", "--exclude='- ' '\n'"})
    void messagesAreOneLineWhateverTheStringHolds(String options) {
        assertThatThrownBy(() -> RsyncOptions.parse(options, Use.TWO_PASSES))
                .isInstanceOf(OptionException.class)
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--chown=\uFFFD", "--chown=a\0b", "--chown=\uD800"})
    void whatCannotBePassedOnIsRefused(String options) {
        assertThatThrownBy(() -> RsyncOptions.parse(options, Use.TWO_PASSES))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("cannot be passed on");
    }

    @Test
    void valuesAreCopiedAndEqual() {
        assertThat(parsed("-aH --exclude=x"))
                .isEqualTo(parsed("-a -H --exclude x"))
                .hasSameHashCodeAs(parsed("-aH --exclude=x"));
        assertThatThrownBy(() -> parsed("-a").effects().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static RsyncOptions parsed(String options) {
        try {
            return RsyncOptions.parse(options, Use.TWO_PASSES);
        } catch (OptionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTwoPassesWouldUndoIsForOnePassAlone() throws OptionException {
        for (Map.Entry<String, OptionTable.Written> use : OptionTable.uses().entrySet()) {
            OptionTable.Written written = use.getValue();
            if (written.verdict() == Option.Verdict.ALONE && !written.negated()) {
                String text = "-a " + use.getKey() + (written.takesValue() ? "=1" : "");

                assertThat(RsyncOptions.parse(text, RsyncOptions.Use.ONE_PASS).arguments())
                        .as(text)
                        .hasSize(2)
                        .contains("-a");
                assertThatThrownBy(() -> RsyncOptions.parse(text, RsyncOptions.Use.TWO_PASSES))
                        .as(text)
                        .isInstanceOf(OptionException.class)
                        .hasMessageContaining(use.getKey() + " cannot be used: ");
            }
        }
        assertThat(OptionTable.rows())
                .filteredOn(row -> row.verdict() == Option.Verdict.ALONE)
                .hasSizeGreaterThan(8);
    }
}
