package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.cli.OutcomeCommand.Output;
import dev.brigade.model.Limits;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Command lines and the requests they make: nothing is run. */
final class SyncOptionsTest {
    /** Command lines and their requests as text, without default values. */
    static Stream<Arguments> lines() {
        return Stream.of(
                row("[s] d", "s", "d"),
                row("[a, b/, c] d", "a", "b/", "c", "d"),
                row("[s] d p=4", "-p", "4", "s", "d"),
                row("[s] d p=4", "-p4", "s", "d"),
                row("[s] d p=4", "-p=4", "s", "d"),
                row("[s] d p=4", "--processes", "4", "s", "d"),
                row("[s] d p=1024", "--processes=1024", "s", "d"),
                row("[s] d", "-p", "auto", "s", "d"),
                row("[s] d", "-pauto", "s", "d"),
                row("[s] d p=4", "s", "d", "-p4"),
                row("[s] d p=4", "s", "-p4", "d"),
                row("[s] d f=500", "-f", "500", "s", "d"),
                row("[s] d f=1", "--files=1", "s", "d"),
                row("[s] d s=1048576", "-s", "1M", "s", "d"),
                row("[s] d s=1", "-s1", "s", "d"),
                row("[s] d P v", "-Pv", "s", "d"),
                row("[s] d dry P v stats", "-nPv", "--stats", "s", "d"),
                row("[s] d q", "-q", "s", "d"),
                row("[s] d p=8 P", "-Pp8", "s", "d"),
                row("[s] d dry", "--dry-run", "s", "d"),
                row("[s] d CHECKSUM", "--verify", "checksum", "s", "d"),
                row("[s] d CHECKSUM", "--verify=checksum", "s", "d"),
                row("[s] d NONE", "--verify=none", "s", "d"),
                row("[s] d", "--verify", "quick", "s", "d"),
                row("[s] d rsync=<-a -v>", "--rsync", "-a -v", "s", "d"),
                row("[s] d rsync=<-aH>", "--rsync", "-aH", "s", "d"),
                row("[s] d rsync=<-aH>", "--rsync=-aH", "s", "d"),
                row("[s] d rsync=<-aH>", "-r", "-aH", "s", "d"),
                row("[s] d rsync=<-n>", "--rsync", "-n", "s", "d"),
                row("[s] d rsync=<--delete>", "--rsync", "--delete", "s", "d"),
                row("[s] d rsync=<>", "--rsync", "", "s", "d"),
                row("[s] d rsync=<-a --exclude='a b' \"c\">", "--rsync", "-a --exclude='a b' \"c\"", "s", "d"),
                row("[s] d rsync=<'-a'>", "--rsync", "'-a'", "s", "d"),
                row("[s] d rsync=<\"-a\">", "--rsync=\"-a\"", "s", "d"),
                row("[s] d not=[b, a, b]", "--exclude", "b", "--exclude=a", "s", "d", "--exclude", "b"),
                row("[s] d not=[-x, --delete]", "--exclude", "-x", "--exclude", "--delete", "s", "d"),
                row(
                        "[s] d not=[a,b, *.o, /c/**, 'q']",
                        "--exclude=a,b",
                        "--exclude=*.o",
                        "--exclude=/c/**",
                        "--exclude='q'",
                        "s",
                        "d"),
                row("[s] d not=[@x, ${HOME}, a=b]", "--exclude=@x", "--exclude=${HOME}", "--exclude=a=b", "s", "d"),
                row("[s] d delete", "--delete", "s", "d"),
                row("[s] d delete max=0", "--delete", "--max-delete", "0", "s", "d"),
                row("[s] d delete max=0%", "--delete", "--max-delete=0%", "s", "d"),
                row("[s] d delete max=100%", "--max-delete=100%", "--delete", "s", "d"),
                row("[s] d delete empty", "--allow-empty-source", "--delete", "s", "d"),
                row("[-s, --delete] -p", "--", "-s", "--delete", "-p"),
                row("[s, --] d", "--", "s", "--", "d"),
                row("[s] d p=2", "-p2", "--", "s", "d"),
                row("[@s, @@t] @d", "@s", "@@t", "@d"),
                row("[${user.home}, ${x}] ${env:HOME:-y}", "${user.home}", "${x}", "${env:HOME:-y}"),
                row("[$HOME, ~, 'q'] \"d\"", "$HOME", "~", "'q'", "\"d\""),
                row("[a b, line\nfeed,  ] d ", "a b", "line\nfeed", " ", "d "),
                row("[, s] d", "", "s", "d"),
                row("[host:path, a,b, x=y] d", "host:path", "a,b", "x=y", "d"),
                row("[caf\u00e9, \ud83d\ude00] d", "caf\u00e9", "\ud83d\ude00", "d"),
                row("[s] d time=PT5H", "--max-duration", "5h", "s", "d"),
                row("[s] d time=PT36H10M1S", "--max-duration=1d12h10m1s", "s", "d"),
                row("[s] d", "--bwlimit=0", "s", "d"),
                row("[s] d rate=300", "--bwlimit", "300", "s", "d"),
                row("[s] d rate=2048", "--bwlimit=2m", "s", "d"),
                row("[s] d nice=19", "--nice", "19", "s", "d"),
                row("[s] d ionice=best-effort:0", "--ionice=best-effort:0", "s", "d"),
                row("[s] d retries=0", "--retries", "0", "s", "d"),
                row("[s] d stall=PT1M30S", "--stall-timeout=1m30s", "s", "d"),
                row("[s] d state=/st", "--state-dir", "/st", "s", "d"),
                row("[s] d state=/${x}", "--state-dir=/${x}", "s", "d"));
    }

    private static Arguments row(String request, String... words) {
        return arguments(request, List.of(words));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void readsTheCommandLine(String request, List<String> words) throws RefusedException, IOException {
        for (Mode mode : List.of(Mode.SYNC, Mode.VERIFY)) {
            if (mode == Mode.SYNC || !request.contains("NONE")) {
                Parsed parsed = parse(mode, words);
                assertThat(text(parsed.request(), parsed.output)).isEqualTo(request);
                assertThat(parsed.request().mode()).isEqualTo(mode);
            }
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row("name a source and a destination: brigade sync SRC... DEST"),
                row("name a source and a destination: brigade sync SRC... DEST", "s"),
                row("name a source and a destination: brigade sync SRC... DEST", "s", "-p4"),
                row("-p 0 is not a whole number, 1 or more", "-p", "0", "s", "d"),
                row("-p -v is not a whole number, 1 or more", "-p", "-v", "s", "d"),
                row("-p AUTO is not a whole number, 1 or more", "-p", "AUTO", "s", "d"),
                row("-p  is not a whole number, 1 or more", "-p", "", "s", "d"),
                row("-p 1025 is too high: at most 1024", "-p", "1025", "s", "d"),
                row("-p 99999999999 is too high: at most 1024", "-p", "99999999999", "s", "d"),
                row("-f 0 is not a whole number, 1 or more", "-f0", "s", "d"),
                row("-s 0 is not at least 1 byte", "-s0", "s", "d"),
                row("--verify full is not a level: quick, checksum or none", "--verify", "full", "s", "d"),
                row("--verify QUICK is not a level: quick, checksum or none", "--verify", "QUICK", "s", "d"),
                row("--verify none cannot be used with --delete", "--verify=none", "--delete", "s", "d"),
                row("--verify none cannot be used with --dry-run", "--verify=none", "-n", "s", "d"),
                row("--max-delete needs --delete", "--max-delete=5", "s", "d"),
                row("--allow-empty-source needs --delete", "--allow-empty-source", "s", "d"),
                row("--max-delete -1 is not a whole number, 0 or more", "--delete", "--max-delete=-1", "s", "d"),
                row(
                        "--max-delete 101% is not a whole number, 0 or more, or a",
                        "--delete", "--max-delete=101%", "s", "d"),
                row(
                        "--max-delete 1.5% is not a whole number, 0 or more, or a",
                        "--delete", "--max-delete=1.5%", "s", "d"),
                row("--max-delete % is not a whole number, 0 or more, or a", "--delete", "--max-delete=%", "s", "d"),
                row(
                        "--max-duration 5 is not a time such as 5h, 90m or 1h30m, units d h m s",
                        "--max-duration=5",
                        "s",
                        "d"),
                row("--max-duration 0s is not at least 1s", "--max-duration=0s", "s", "d"),
                row("--max-duration  is not a time such as", "--max-duration", "", "s", "d"),
                row("--bwlimit fast is not a rate such as 500 (KiB a second)", "--bwlimit=fast", "s", "d"),
                row("--nice 20 is too high: at most 19", "--nice=20", "s", "d"),
                row("--nice -1 is not a whole number, 0 or more", "--nice=-1", "s", "d"),
                row("--ionice realtime is not idle, best-effort", "--ionice=realtime", "s", "d"),
                row("--ionice best-effort:8 is not idle", "--ionice=best-effort:8", "s", "d"),
                row("--retries -1 is not a whole number, 0 or more", "--retries=-1", "s", "d"),
                row("--retries 1001 is too high: at most 1000", "--retries=1001", "s", "d"),
                row("--stall-timeout 5 is not a time such as", "--stall-timeout=5", "s", "d"),
                row("the path of the state directory is empty", "--state-dir", "", "s", "d"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatMakesNoSense(String message, List<String> words) {
        Parsed parsed = parse(Mode.SYNC, words);
        assertThatThrownBy(parsed::request)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE))
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesToVerifyNothing() {
        assertThatThrownBy(() ->
                        parse(Mode.VERIFY, List.of("--verify=none", "s", "d")).request())
                .hasMessage("--verify none is not a level: quick or checksum");
    }

    /** Help offers nothing that the command refuses, and the manual has all of it. */
    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"SYNC", "VERIFY"})
    void takesEveryOptionOfItsHelpPage(Mode mode) throws Exception {
        String manual = Files.readString(Path.of("docs/manual.md"));
        CommandLine command = Objects.requireNonNull(
                program().getSubcommands().get(mode.name().toLowerCase(Locale.ROOT)));
        for (OptionSpec option : command.getCommandSpec().options()) {
            String value = option.arity().max() == 0
                    ? ""
                    : "="
                            + Map.of(
                                            "ENGINE",
                                            "direct",
                                            "LEVEL",
                                            "quick",
                                            "CLASS",
                                            "idle",
                                            "TIME",
                                            "5h",
                                            "MODE",
                                            "plain",
                                            "FILE",
                                            "/dev/null")
                                    .getOrDefault(option.paramLabel(), "1");
            Parsed parsed = parse(
                    mode,
                    List.of("--delete", option.longestName() + value, "s", "d").stream()
                            .distinct()
                            .toList());
            assertThat(parsed.request().sources()).as(option.longestName()).containsExactly("s");
            assertThat(manual).contains(String.join("`, `", option.names()));
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }

    /** Parses a command line with the commands of the program, and runs nothing. */
    private static Parsed parse(Mode mode, List<String> words) {
        List<String> line = new ArrayList<>(List.of(mode == Mode.SYNC ? "sync" : "verify"));
        line.addAll(words);
        CommandLine command = program()
                .parseArgs(line.toArray(new String[0]))
                .subcommand()
                .commandSpec()
                .commandLine();
        return new Parsed(command.getCommand(), (Output) command.getMixins().get("output"));
    }

    private static CommandLine program() {
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        return Program.commandLine(InProcess.on(new Console(stream(none), stream(none), false)));
    }

    private record Parsed(RequestCommand command, Output output) {
        SyncRequest request() throws RefusedException {
            return command.request();
        }
    }

    private static String text(SyncRequest request, Output output) {
        StringBuilder text = new StringBuilder(request.sources() + " " + request.destination());
        Consumer<String> word = part -> text.append(' ').append(part);
        request.processes().ifPresent(number -> word.accept("p=" + number));
        request.items().ifPresent(number -> word.accept("f=" + number));
        request.bytes().ifPresent(number -> word.accept("s=" + number));
        request.rsyncOptions().ifPresent(options -> word.accept("rsync=<" + options + ">"));
        if (request.verify() != VerifyLevel.QUICK) {
            word.accept(request.verify().name());
        }
        if (!request.excludes().isEmpty()) {
            word.accept("not=" + request.excludes());
        }
        if (request.delete()) {
            word.accept("delete");
        }
        request.deletion().most().ifPresent(number -> word.accept("max=" + number));
        if (request.deletion().emptySource()) {
            word.accept("empty");
        }
        if (request.dryRun()) {
            word.accept("dry");
        }
        if (output.show) {
            word.accept("P");
        }
        if (output.verbose) {
            word.accept("v");
        }
        if (output.quiet) {
            word.accept("q");
        }
        if (output.stats) {
            word.accept("stats");
        }
        request.limits().duration().ifPresent(time -> word.accept("time=" + time));
        request.limits().kibibytesPerSecond().ifPresent(rate -> word.accept("rate=" + rate));
        request.limits().nice().ifPresent(nice -> word.accept("nice=" + nice));
        request.limits().ionice().ifPresent(ionice -> word.accept("ionice=" + ionice));
        if (request.limits().retries() != Limits.RETRIES) {
            word.accept("retries=" + request.limits().retries());
        }
        request.limits().stall().ifPresent(time -> word.accept("stall=" + time));
        Path state = request.files().directory();
        if (!state.endsWith("brigade")) {
            word.accept("state=" + state);
        }
        return text.toString();
    }
}
