package penstock.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.Interface.ParameterInput;
import penstock.plan.ParameterType;

/**
 * A run's parameters as given on the command line: text, read as the type that the pipeline
 * declares.
 */
final class Parameters {

    private Parameters() {}

    /**
     * @param file JSON object with parameters, or null
     * @param assignments {@code NAME=VALUE}; they win over the file
     */
    static ObjectNode read(
            SortedMap<String, ParameterInput> declared,
            @Nullable Path file,
            List<String> assignments) {
        ObjectNode parameters = file == null ? Api.JSON.createObjectNode() : readFile(file);
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new CliFailure("parameter '" + assignment + "' (expected: NAME=VALUE)", "");
            }
            String name = assignment.substring(0, equals);
            ParameterInput input = declared.get(name);
            if (input == null) {
                throw new CliFailure(
                        "the pipeline has no parameter '" + name + "'",
                        declared.isEmpty()
                                ? "It takes no parameters."
                                : "It takes: " + String.join(", ", declared.keySet()) + ".");
            }
            parameters.set(name, convert(name, input.type(), assignment.substring(equals + 1)));
        }
        return parameters;
    }

    private static ObjectNode readFile(Path file) {
        try {
            JsonNode content = Api.JSON.readTree(Files.readString(file));
            if (content instanceof ObjectNode object) {
                return object;
            }
            throw new CliFailure(file + " does not hold a JSON object", "Write {\"name\": value}.");
        } catch (JsonProcessingException e) {
            throw new CliFailure(
                    file + " is not JSON: " + e.getOriginalMessage(), "Write {\"name\": value}.");
        } catch (IOException e) {
            throw new CliFailure(
                    "cannot read " + file + ": " + Documents.reason(file, e), "Check the path.");
        }
    }

    private static JsonNode convert(String name, ParameterType type, String text) {
        JsonNode value =
                type == ParameterType.STRING ? JsonNodeFactory.instance.textNode(text) : json(text);
        boolean fits =
                value != null
                        && switch (type) {
                            case STRING -> true;
                            case NUMBER_INTEGER -> value.isIntegralNumber();
                            case NUMBER_DOUBLE -> value.isNumber();
                            case BOOLEAN -> value.isBoolean();
                            case LIST -> value.isArray();
                            case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG -> value.isObject();
                        };
        if (value == null || !fits) {
            throw new CliFailure(
                    "parameter '" + name + "' is '" + text + "' (expected: " + type + ")",
                    example(name, type));
        }
        return value;
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String example(String name, ParameterType type) {
        return switch (type) {
            case STRING -> "";
            case NUMBER_INTEGER -> "For instance -p " + name + "=3";
            case NUMBER_DOUBLE -> "For instance -p " + name + "=0.5";
            case BOOLEAN -> "For instance -p " + name + "=true";
            case LIST -> "For instance -p '" + name + "=[1, 2]'";
            case STRUCT, TASK_FINAL_STATUS, TASK_CONFIG ->
                    "For instance -p '" + name + "={\"key\": 1}'";
        };
    }
}
