package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What the commands for secrets and for config maps do alike. */
final class KeeperClient {

    private final Terminal terminal;
    private final String path;
    private final String kind;

    /**
     * @param collection the last segment of its path
     * @param kind what one of them is called
     */
    KeeperClient(Terminal terminal, String collection, String kind) {
        this.terminal = terminal;
        this.path = "/apis/penstock/v1/" + collection;
        this.kind = kind;
    }

    int write(ServerOptions server, String name, String verb, KeeperSources sources) {
        JsonNode body = sources.body(System.in);
        try (Connection connection = Connection.open(server, terminal)) {
            JsonNode label = connection.api().post(one(name) + ":" + verb, body);
            terminal.note(
                    kind + " " + label.path("name").asText() + " has the keys " + keys(label));
        }
        return ExitCode.OK;
    }

    int list(ServerOptions server, String field, boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            JsonNode answer = connection.api().get(path);
            if (json) {
                terminal.result(answer.toPrettyString());
            } else {
                answer.path(field)
                        .forEach(label ->
                                terminal.result(
                                        "%-40s  %s  %s"
                                                .formatted(
                                                        label.path("name").asText(),
                                                        label.path("updated_at").asText(),
                                                        keys(label))));
            }
        }
        return ExitCode.OK;
    }

    int get(ServerOptions server, String name, boolean json) {
        try (Connection connection = Connection.open(server, terminal)) {
            JsonNode answer = connection.api().get(one(name));
            if (json) {
                terminal.result(answer.toPrettyString());
                return ExitCode.OK;
            }
            JsonNode data = answer.path("data");
            for (JsonNode key : answer.path("keys")) {
                JsonNode value = data.path(key.asText());
                terminal.result(
                        value.isTextual()
                                ? key.asText() + "=" + Plain.safe(value.asText())
                                : key.asText());
            }
        }
        return ExitCode.OK;
    }

    int delete(ServerOptions server, String name) {
        try (Connection connection = Connection.open(server, terminal)) {
            connection.api().delete(one(name));
            terminal.note(kind + " " + Plain.line(name) + " is deleted.");
        }
        return ExitCode.OK;
    }

    private String one(String name) {
        return path + "/" + Api.encode(name);
    }

    private static String keys(JsonNode label) {
        StringBuilder keys = new StringBuilder();
        for (JsonNode key : label.path("keys")) {
            keys.append(keys.isEmpty() ? "" : ", ").append(Plain.line(key.asText()));
        }
        return keys.toString();
    }
}
