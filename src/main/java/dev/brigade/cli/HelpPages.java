package dev.brigade.cli;

import dev.brigade.model.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Gives all help pages one form: usage, examples, options by purpose, exit codes. Fits 80 columns. */
final class HelpPages {
    private static final String OPTIONS = "options";
    private static final String EXIT_CODES = "exit codes";
    private static final String LAST_SECTION = "Output";
    private static final int WIDTH = 78;

    /** Options by purpose, in the order of the page. Others are in the last section, which is about output. */
    private static final Map<String, List<String>> SECTIONS = sections();

    private static final Map<String, List<String>> EXAMPLES = Map.of(
            "sync",
            List.of(
                    "brigade sync SRC/ DST                         Copy what SRC holds, verify.",
                    "brigade sync --dry-run SRC/ DST               List what would change.",
                    "brigade sync --delete SRC/ DST                Delete what SRC does not have.",
                    "brigade sync --max-duration 8h SRC/ DST       Stop in time; repeat to resume."),
            "verify",
            List.of(
                    "brigade verify SRC/ DST                       Compare, and repair.",
                    "brigade verify --dry-run SRC/ DST             Change nothing, only report.",
                    "brigade verify --verify checksum SRC/ DST     Compare content, too.",
                    "brigade verify --delete SRC/ DST              Delete what SRC does not have."),
            "plan",
            List.of(
                    "brigade plan --job /mnt/job SRC/ DST          Divide a copy into shards.",
                    "brigade work --job /mnt/job 0-7               Copy 8 of them on this client.",
                    "brigade status --job /mnt/job                 Show how far the job is.",
                    "brigade finish --job /mnt/job                 Judge the whole copy."),
            "count",
            List.of("brigade count SRC                             Count files, bytes and sizes."),
            "runs",
            List.of(
                    "brigade runs                                  List what ran last night.",
                    "brigade runs show ID                          Show the result of a run."),
            "completion",
            List.of(
                    "source <(brigade completion bash)             Complete in bash, zsh.",
                    "brigade completion fish | source              Complete in fish."),
            "man",
            List.of("brigade man sync | man -l -                   Read the page of sync."),
            "msrsync",
            List.of("brigade msrsync -P -p 64 SRC DST              Copy as msrsync does."),
            "parallelcp",
            List.of("brigade parallelcp SRC DST                    Copy as parallelcp, verify."));

    private HelpPages() {}

    private static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        sections.put("Job", List.of("--job", "--shards", "--clients", "--commands"));
        sections.put(
                "What to copy",
                List.of(
                        "--dry-run",
                        "--rsync",
                        "--exclude",
                        "--include",
                        "--exclude-from",
                        "--manifest",
                        "--require-mount"));
        sections.put("Deleting", List.of("--delete", "--max-delete", "--allow-empty-source"));
        sections.put("Checking", List.of("--verify", "--retries"));
        sections.put(
                "Load and time",
                List.of(
                        "--processes",
                        "--engine",
                        "--bwlimit",
                        "--nice",
                        "--ionice",
                        "--max-duration",
                        "--stall-timeout"));
        sections.put("Resuming", List.of("--fresh", "--state-dir"));
        sections.put("Experts", List.of("--config", "--files", "--size", "--dest-mount", "--trust-destination"));
        sections.put(
                "For programs", List.of("--json", "--log-json", "--metrics", "--notify", "--notify-json", "--on-end"));
        sections.put(LAST_SECTION, List.of());
        return sections;
    }

    /** Arranges the help page of a command. */
    static void arrange(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        UsageMessageSpec page = spec.usageMessage();
        page.abbreviateSynopsis(true).descriptionHeading("%n");
        List<String> examples = EXAMPLES.getOrDefault(spec.name(), List.of());
        if (!examples.isEmpty()) {
            page.footerHeading("%nExamples:%n")
                    .footer(examples.stream().map(line -> "  " + line).toArray(String[]::new));
        }
        page.sectionKeys(List.of(
                UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
                UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION_HEADING,
                UsageMessageSpec.SECTION_KEY_DESCRIPTION,
                UsageMessageSpec.SECTION_KEY_FOOTER_HEADING,
                UsageMessageSpec.SECTION_KEY_FOOTER,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
                UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
                OPTIONS,
                EXIT_CODES));
        page.parameterListHeading("%n");
        if (!page.commandListHeading().startsWith("%n")) {
            page.commandListHeading("%n" + page.commandListHeading());
        }
        page.sectionMap().put(OPTIONS, HelpPages::options);
        page.sectionMap().put(EXIT_CODES, help -> exitCodes(command, help));
    }

    private static String options(Help help) {
        List<OptionSpec> all = help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
        if (help.commandSpec().findOption("--exclude") == null) {
            return section("Options", all, help);
        }
        Map<String, List<OptionSpec>> chosen = new LinkedHashMap<>();
        SECTIONS.keySet().forEach(heading -> chosen.put(heading, new ArrayList<>()));
        List<OptionSpec> others = new ArrayList<>(all);
        SECTIONS.forEach((heading, names) -> names.forEach(name -> all.stream()
                .filter(option -> option.longestName().equals(name))
                .forEach(option -> {
                    chosen.getOrDefault(heading, others).add(option);
                    others.remove(option);
                })));
        chosen.put(LAST_SECTION, others);
        return chosen.entrySet().stream()
                .map(section -> section(section.getKey(), section.getValue(), help))
                .collect(Collectors.joining());
    }

    private static String section(String heading, List<OptionSpec> options, Help help) {
        if (options.isEmpty()) {
            return "";
        }
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.parameterLabelRenderer());
        return String.format("%n%s:%n%s", heading, layout);
    }

    /** brigade's own codes in two lines, because each page has them; a command's own codes in a list. */
    private static String exitCodes(CommandLine command, Help help) {
        if (!(command.getCommand() instanceof OutcomeCommand)) {
            String list = help.exitCodeList();
            return list.isEmpty() ? "" : help.exitCodeListHeading() + list;
        }
        StringBuilder text = new StringBuilder();
        int length = 0;
        for (ExitCode code : ExitCode.values()) {
            String word =
                    code.number() + " " + code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            boolean fits = length + word.length() + 2 < WIDTH;
            text.append(text.isEmpty() ? "  " : fits ? ", " : String.format(",%n  "))
                    .append(word);
            length = (fits ? length : 0) + word.length() + 2;
        }
        return help.exitCodeListHeading() + text + String.format("%n");
    }
}
