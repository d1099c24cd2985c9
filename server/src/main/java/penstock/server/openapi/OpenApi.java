package penstock.server.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.openapi.Contract.Field;
import penstock.server.openapi.Contract.Message;
import penstock.server.openapi.Contract.Operation;
import penstock.server.openapi.Contract.Standing;
import penstock.server.openapi.Contract.Way;

/** Writes the API down as an OpenAPI document, for generators of clients and of tests. */
public final class OpenApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String JSON = "application/json";
    private static final String INPUT = "_input";

    private final Contract contract;
    private final ObjectNode document = Json.object();

    private OpenApi(Contract contract) {
        this.contract = contract;
    }

    /**
     * The document.
     *
     * @param routes all that there are; those that {@code contract} does not know are named without
     *     their messages
     */
    public static ObjectNode document(Contract contract, List<Route> routes) {
        OpenApi api = new OpenApi(contract);
        api.head();
        ObjectNode paths = api.document.putObject("paths");
        contract.operations().stream()
                .filter(each -> each.mark().standing() != Standing.MISSING)
                .forEach(each -> api.operation(paths, each));
        routes.forEach(route -> plain(paths, route));
        api.schemas();
        return api.document;
    }

    private void head() {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Penstock: the API of Kubeflow Pipelines")
                .put("version", "2.17.0")
                .put(
                        "description",
                        "Zero values are left out of answers; names are taken in snake_case and in"
                                + " lowerCamelCase.");
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray("bearer");
        document.withArray("security").addObject();
    }

    private void operation(ObjectNode paths, Operation operation) {
        ObjectNode described =
                paths.withObjectProperty(operation.path())
                        .putObject(operation.method().toLowerCase(Locale.ROOT));
        described.put("operationId", operation.name());
        described.putArray("tags").add(tag(operation.path()));
        ArrayNode parameters = parameters(described, operation.path());
        for (Contract.Parameter each : operation.query()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", each.name()).put("in", "query");
            parameter.set("schema", schema(each.type(), ""));
        }
        body(described, operation.body());
        answers(described, operation.answer());
    }

    private static String tag(String path) {
        String[] parts = path.split("/", -1);
        return parts.length > 3 ? parts[2] + " " + parts[3].replaceFirst(":.*", "") : parts[1];
    }

    private static ArrayNode parameters(ObjectNode described, String path) {
        ArrayNode parameters = described.putArray("parameters");
        Matcher variable = VARIABLE.matcher(path);
        while (variable.find()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", variable.group(1)).put("in", "path").put("required", true);
            parameter.putObject("schema").put("type", "string");
        }
        return parameters;
    }

    private void body(ObjectNode described, String body) {
        if (body.isEmpty()) {
            return;
        }
        ObjectNode content = described.putObject("requestBody").putObject("content");
        if (body.equals("@file")) {
            ObjectNode form = content.putObject("multipart/form-data").putObject("schema");
            form.put("type", "object").putArray("required").add("uploadfile");
            form.putObject("properties")
                    .putObject("uploadfile")
                    .put("type", "string")
                    .put("format", "binary");
        } else {
            content.putObject(JSON).set("schema", schema(body.replace("@", ""), INPUT));
        }
    }

    private void answers(ObjectNode described, String answer) {
        ObjectNode responses = described.putObject("responses");
        ObjectNode good = responses.putObject("200").put("description", "Done.");
        if (answer.equals("@text")) {
            good.putObject("content")
                    .putObject("text/plain")
                    .putObject("schema")
                    .put("type", "string");
        } else {
            good.putObject("content").putObject(JSON).set("schema", schema(answer, ""));
        }
        responses.putObject("default").put("description", "Refused.");
        responses
                .withObjectProperty("default")
                .putObject("content")
                .putObject(JSON)
                .putObject("schema")
                .put("$ref", "#/components/schemas/Error");
    }

    private static void plain(ObjectNode paths, Route route) {
        ObjectNode path = paths.withObjectProperty(route.path());
        String method = route.method().toLowerCase(Locale.ROOT);
        if (!path.has(method)) {
            ObjectNode described = path.putObject(method);
            described.putArray("tags").add(tag(route.path()));
            parameters(described, route.path());
            described.putObject("responses").putObject("default").put("description", "See docs.");
        }
    }

    private void schemas() {
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer");
        ObjectNode schemas = components.putObject("schemas");
        for (Contract.Enumeration each : contract.enumerations()) {
            ArrayNode values =
                    schemas.putObject(each.name()).put("type", "string").putArray("enum");
            each.values().forEach(values::add);
        }
        for (Message message : contract.messages()) {
            message(schemas.putObject(message.name()), message, Way.ONLY_SENT, "");
            message(schemas.putObject(message.name() + INPUT), message, Way.ONLY_ANSWERED, INPUT);
        }
        ObjectNode error = schemas.putObject("Error").put("type", "object").putObject("properties");
        error.putObject("code").put("type", "integer");
        error.putObject("message").put("type", "string");
        error.putObject("error").put("type", "string");
        error.putObject("details").put("type", "array");
    }

    /** A message, without the fields that travel the {@code other} way. */
    private void message(ObjectNode schema, Message message, Way other, String suffix) {
        schema.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Field field : message.fields()) {
            if (field.way() != other && isThere(field)) {
                properties.set(field.name(), schema(field.type(), suffix));
            }
        }
    }

    /** A field that only clients send is taken from them, even where it has no effect yet. */
    private static boolean isThere(Field field) {
        return field.way() == Way.ONLY_SENT || field.mark().standing() != Standing.MISSING;
    }

    private ObjectNode schema(String type, String suffix) {
        ObjectNode schema = Json.object();
        if (type.startsWith("[")) {
            schema.put("type", "array");
            schema.set("items", schema(type.substring(1, type.length() - 1), suffix));
        } else if (type.startsWith("{")) {
            schema.put("type", "object");
            schema.set(
                    "additionalProperties", schema(type.substring(1, type.length() - 1), suffix));
        } else {
            plainOrNamed(schema, type, suffix);
        }
        return schema;
    }

    private void plainOrNamed(ObjectNode schema, String type, String suffix) {
        switch (type) {
            case "string" -> schema.put("type", "string");
            case "bool" -> schema.put("type", "boolean");
            case "int32" -> schema.put("type", "integer").put("format", "int32");
            case "int64" -> schema.put("type", "string").put("format", "int64");
            case "double" -> schema.put("type", "number");
            case "time" -> schema.put("type", "string").put("format", "date-time");
            case "bytes" -> schema.put("type", "string").put("contentEncoding", "base64");
            case "object" -> schema.put("type", "object");
            case "any" -> {}
            default -> {
                boolean message =
                        contract.messages().stream().anyMatch(each -> each.name().equals(type));
                schema.put("$ref", "#/components/schemas/" + type + (message ? suffix : ""));
            }
        }
    }
}
