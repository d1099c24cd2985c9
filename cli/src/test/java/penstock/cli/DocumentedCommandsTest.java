package penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Pages and help name commands and options that exist, and snippets that run or say why not. */
@Tag("house")
@Tag("docs")
class DocumentedCommandsTest {
    private static final Set<String> RUNNABLE = Set.of("python", "sh", "bash", "yaml");
    private static final Pattern TAG = Pattern.compile("test|serve|skip: \\w.{9,}");

    /** A command as a line of its own, between backticks, or behind a path. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:^|[`=/])penstock ([a-z]+(?: [^`\\n#]+)?)");

    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)[^`]*`");

    private final CommandLine program =
            new CommandLine(new Main(), new Commands(Silence.terminal()));

    @Test
    void everySnippetRunsOrSaysWhyNot() {
        List<Snippet> snippets =
                Snippet.all().stream().filter(one -> RUNNABLE.contains(one.language())).toList();
        assertThat(snippets).hasSizeGreaterThan(10);
        assertThat(snippets.stream().filter(one -> !TAG.matcher(one.tag()).matches()))
                .as("snippets without 'test', 'serve' or 'skip: REASON' behind their language")
                .isEmpty();
    }

    @Test
    void everyCommandOfThePagesIsUnderstood() {
        List<String> refused = new ArrayList<>();
        int seen = 0;
        for (String text : texts()) {
            for (MatchResult command : COMMAND.matcher(text).results().toList()) {
                seen++;
                refused.addAll(refusals(command.group(1)));
            }
        }
        assertThat(seen).isGreaterThan(10);
        assertThat(refused).isEmpty();
    }

    @Test
    void everyOptionOfThePagesExists() {
        Set<String> known = new TreeSet<>();
        commands(program).forEach(one -> known.addAll(one.getCommandSpec().optionsMap().keySet()));
        List<String> named =
                texts().stream()
                        .flatMap(text -> OPTION.matcher(text).results())
                        .map(option -> option.group(1))
                        .toList();
        assertThat(named).hasSizeGreaterThan(8).allMatch(known::contains, "an option of penstock");
    }

    @Test
    void everyExampleOfTheHelpIsUnderstood() {
        List<String> examples =
                commands(program)
                        .flatMap(one -> Arrays.stream(one.getCommandSpec().usageMessage().footer()))
                        .filter(line -> line.startsWith("  penstock "))
                        .map(line -> line.strip().substring("penstock ".length()))
                        // a remark stands two blanks away
                        .map(line -> line.split(" {2,}", 2)[0])
                        .toList();
        assertThat(examples).hasSizeGreaterThan(15);
        assertThat(examples.stream().flatMap(line -> refusals(line).stream())).isEmpty();
    }

    private static List<String> texts() {
        return Snippet.pages().stream().map(Snippet::read).toList();
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream()
                        .flatMap(DocumentedCommandsTest::commands));
    }

    /**
     * What the command line says against a documented command; empty when nothing. One word names a
     * command and needs no arguments.
     */
    private List<String> refusals(String command) {
        try {
            program.parseArgs(words(command.contains(" ") ? command : command + " --help"));
            return List.of();
        } catch (CommandLine.ParameterException e) {
            return List.of("penstock " + command + ": " + e.getMessage());
        }
    }

    /** Splits as a shell would, up to where the output goes elsewhere. */
    private static String[] words(String command) {
        String own = command.split(" [|>] ", 2)[0];
        return Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)")
                .matcher(own)
                .results()
                .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                .toArray(String[]::new);
    }
}
