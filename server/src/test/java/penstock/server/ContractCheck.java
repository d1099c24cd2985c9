package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import penstock.server.openapi.Contract;
import penstock.server.openapi.Contract.Enumeration;
import penstock.server.openapi.Contract.Field;
import penstock.server.openapi.Contract.Message;
import penstock.server.openapi.Contract.Operation;
import penstock.server.openapi.Contract.Standing;
import penstock.server.openapi.Contract.Way;

/** Holds answers to the contract: no field that it does not know, no value of another type. */
final class ContractCheck {
    private static final Contract CONTRACT = Contract.read();
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private ContractCheck() {}

    /** Fails when {@code reply} to a request of KFP's API breaks the contract. */
    static void check(String method, String path, Reply reply) {
        if (reply.status() != 200) {
            return;
        }
        for (Operation operation : CONTRACT.operations()) {
            if (operation.method().equals(method)
                    && path.matches(pattern(operation.path()))
                    && !operation.answer().isEmpty()
                    && !operation.answer().startsWith("@")) {
                value(operation.name(), operation.answer(), reply.json());
                return;
            }
        }
    }

    private static String pattern(String template) {
        return template.replaceAll("\\{[^}]+}", "[^/]*");
    }

    private static void value(String where, String type, JsonNode node) {
        if (type.startsWith("[")) {
            assertThat(node.isArray()).as(where).isTrue();
            assertThat(node.isEmpty()).as(where + ": empty lists are left out").isFalse();
            node.forEach(item -> value(where, type.substring(1, type.length() - 1), item));
        } else if (type.startsWith("{")) {
            assertThat(node.isObject()).as(where).isTrue();
            String inner = type.substring(1, type.length() - 1);
            node.properties().forEach(each -> value(where, inner, each.getValue()));
        } else {
            plain(where, type, node);
        }
    }

    private static void plain(String where, String type, JsonNode node) {
        JsonNodeType kind = node.getNodeType();
        switch (type) {
            case "string", "bytes", "int64" ->
                    assertThat(kind).as(where).isEqualTo(JsonNodeType.STRING);
            case "time" -> assertThat(node.asText()).as(where).matches(TIME);
            case "int32", "double" -> assertThat(kind).as(where).isEqualTo(JsonNodeType.NUMBER);
            case "bool" -> assertThat(kind).as(where).isEqualTo(JsonNodeType.BOOLEAN);
            case "object" -> assertThat(kind).as(where).isEqualTo(JsonNodeType.OBJECT);
            case "any" -> {}
            default -> named(where, type, node);
        }
    }

    private static void named(String where, String type, JsonNode node) {
        for (Enumeration each : CONTRACT.enumerations()) {
            if (each.name().equals(type)) {
                assertThat(each.values()).as(where).contains(node.asText());
                return;
            }
        }
        Message message =
                CONTRACT.messages().stream()
                        .filter(each -> each.name().equals(type))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(where + ": no message " + type));
        assertThat(node.isObject()).as(where).isTrue();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = where + "." + field.getKey();
            value(name, field(name, message, field.getKey()).type(), field.getValue());
        }
    }

    private static Field field(String where, Message message, String name) {
        List<Field> found =
                message.fields().stream().filter(field -> field.name().equals(name)).toList();
        assertThat(found).as(where + " in " + message.name()).hasSize(1);
        Field field = found.getFirst();
        assertThat(field.way()).as(where + " is sent back").isNotEqualTo(Way.ONLY_SENT);
        assertThat(field.mark().standing()).as(where).isNotEqualTo(Standing.MISSING);
        return field;
    }

    /** The names of types that {@code CONTRACT} uses and does not define. */
    static Set<String> undefined() {
        TreeSet<String> used = new TreeSet<>();
        CONTRACT.messages()
                .forEach(message ->
                        message.fields()
                                .forEach(field ->
                                        used.add(field.type().replaceAll("[\\[\\]{}]", ""))));
        CONTRACT.messages().forEach(message -> used.remove(message.name()));
        CONTRACT.enumerations().forEach(each -> used.remove(each.name()));
        used.removeAll(
                List.of(
                        "string", "bytes", "int32", "int64", "double", "bool", "time", "object",
                        "any"));
        return used;
    }
}
