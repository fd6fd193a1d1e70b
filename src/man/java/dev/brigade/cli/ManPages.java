package dev.brigade.cli;

import dev.brigade.sync.Timeouts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the man pages of all commands as AsciiDoc, from the same options as the help pages; asciidoctor does the rest.
 */
final class ManPages {
    private static final String MORE = """

            == Files

            *~/.local/state/brigade*::
              What runs keep to be resumed and listed. *--state-dir* names another directory.

            == Environment

            *BRIGADE_STATE_DIR*::
              The directory of the runs' files, if *--state-dir* does not name one.

            *BRIGADE_CONFIG*::
              The settings file, if *--config* does not name one.

            *BRIGADE_JAVA_OPTS*::
              Options for Java, such as -Xmx2g.

            *BRIGADE_MAX_DELETE* and so on::
              Any long option: BRIGADE_MAX_DELETE=1000 means *--max-delete=1000*. The command line overrides the settings
              file, and the file overrides the environment.

            == See also

            *brigade*(1), *brigade-sync*(1), *brigade-verify*(1), *brigade-runs*(1), *rsync*(1)

            The manual, docs/manual.md in brigade's sources, explains how a run works, patterns, deleting, NFS, and hazards.
            """;

    private ManPages() {}

    /**
     * Writes a file for each command.
     *
     * @param arguments the directory for them
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Console console = new Console(System.out, System.err, false);
        CommandLine program =
                Program.commandLine(new RunCommand(console, new Interruption(), Timeouts.USUAL, Map.of()));
        CommandSpec spec = program.getCommandSpec();
        spec.removeSubcommand("help");
        Map<String, String> examples = new HashMap<>();
        takeExamples(spec, examples);
        int failed = ManPageGenerator.generateManPage(directory.toFile(), null, new boolean[0], true, spec);
        if (failed != 0) {
            throw new IOException("the generator failed: " + failed);
        }
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(directory, "*.adoc")) {
            for (Path page : pages) {
                String its = examples.getOrDefault(page.getFileName().toString(), "");
                Files.writeString(page, its + MORE, StandardOpenOption.APPEND);
            }
        }
    }

    /** Takes the examples from the help pages, where they are in two columns: a man page is not wide enough. */
    private static void takeExamples(CommandSpec spec, Map<String, String> examples) {
        UsageMessageSpec page = spec.usageMessage();
        page.exitCodeListHeading("Exit status%n");
        if (page.footerHeading().contains("Examples")) {
            StringBuilder list = new StringBuilder("\n== Examples\n");
            for (String line : page.footer()) {
                String[] columns = line.strip().split(" {2,}", 2);
                list.append("\n`+")
                        .append(columns[0])
                        .append("+`::\n  ")
                        .append(columns[1])
                        .append('\n');
            }
            examples.put(spec.qualifiedName("-") + ".adoc", list.toString());
            page.footerHeading("").footer();
        }
        spec.subcommands().values().forEach(below -> takeExamples(below.getCommandSpec(), examples));
    }
}
