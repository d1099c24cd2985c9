package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import penstock.server.openapi.Contract;
import penstock.server.openapi.Contract.Field;
import penstock.server.openapi.Contract.Mark;
import penstock.server.openapi.Contract.Message;
import penstock.server.openapi.Contract.Operation;
import penstock.server.openapi.Contract.Standing;

/** The page that compares with KFP says what the contract says; {@code ./dev docs} writes it. */
@Tag("docs")
class CompatibilityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

    /** The pages are checked elsewhere: every test that they name exists. */
    private static final Map<String, String> TESTS = tests();

    private static Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        new String(TestApi.resource("operation-tests.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" ", 2))
                .forEach(pair -> tests.put(pair[0], pair[1]));
        return tests;
    }

    @Test
    void everyOperationHasATest() {
        assertThat(
                        Contract.read().operations().stream()
                                .filter(each -> each.mark().standing() != Standing.MISSING)
                                .map(Operation::name))
                .containsExactlyInAnyOrderElementsOf(TESTS.keySet());
    }

    @Test
    void thePageIsTheContract() throws IOException {
        String wanted = page(Contract.read());
        if (Boolean.getBoolean("penstock.update")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/compatibility.md; './dev docs' writes it anew")
                .isEqualTo(wanted);
    }

    private static String page(Contract contract) {
        StringBuilder page = new StringBuilder();
        page.append(
                """
                # Compatibility with KFP 2.17

                What KFP's API has, operation by operation and field by field, and how Penstock compares. This page is generated from
                `server/src/main/resources/penstock/server/openapi`, which tests hold to the routes and to every answer they get; the
                same facts are served as an OpenAPI document at `/openapi.json`. [The HTTP interface](http-api.md) tells the rest.

                """);
        counts(page, contract);
        page.append("\n## Operations\n\n| operation | request | | test |\n|---|---|---|---|\n");
        for (Operation each : contract.operations()) {
            page.append("| ").append(each.name()).append(" | `");
            page.append(each.method()).append(' ').append(each.path()).append("` | ");
            String test = TESTS.get(each.name());
            page.append(words(each.mark())).append(" | ");
            page.append(test == null ? "" : "`" + test + "`").append(" |\n");
        }
        page.append(
                "\n## Fields\n\nThose of `v1beta1` begin with `v1`.\n\n| message | field | type | |\n|---|---|---|---|\n");
        for (Message message : contract.messages()) {
            for (Field field : message.fields()) {
                page.append("| ").append(message.name()).append(" | `").append(field.name());
                page.append("` | ").append(field.type()).append(" | ");
                page.append(words(field.mark())).append(" |\n");
            }
        }
        return page.toString();
    }

    private static void counts(StringBuilder page, Contract contract) {
        List<Mark> operations = contract.operations().stream().map(Operation::mark).toList();
        List<Mark> fields =
                contract.messages().stream()
                        .flatMap(message -> message.fields().stream())
                        .map(Field::mark)
                        .toList();
        page.append("| | as KFP | better | not yet |\n|---|---|---|---|\n");
        row(page, "operations", operations);
        row(page, "fields", fields);
    }

    private static void row(StringBuilder page, String what, List<Mark> marks) {
        page.append("| ").append(what);
        for (Standing standing : Standing.values()) {
            long count = marks.stream().filter(mark -> mark.standing() == standing).count();
            page.append(" | ").append(count);
        }
        page.append(" |\n");
    }

    private static String words(Mark mark) {
        String standing =
                switch (mark.standing()) {
                    case SAME -> "as KFP";
                    case BETTER -> "better";
                    case MISSING -> "not yet";
                };
        return mark.remark().isEmpty() ? standing : standing + ": " + mark.remark();
    }
}
