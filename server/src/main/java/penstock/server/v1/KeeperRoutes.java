package penstock.server.v1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.KeeperService;
import penstock.control.port.Keepers;
import penstock.control.port.Keepers.Label;
import penstock.control.port.Keepers.Mode;
import penstock.plan.Kubernetes.Keeper;
import penstock.server.backend.Outcomes;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.json.Times;

/**
 * Secrets and config maps. Values of secrets go in and never come out; what a client sent wrongly
 * is told without saying what it sent.
 */
public final class KeeperRoutes {

    private final KeeperService keepers;

    /** Routes that work on {@code keepers}. */
    public KeeperRoutes(KeeperService keepers) {
        this.keepers = keepers;
    }

    /** The routes. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        addRoutes(routes, Keeper.SECRET, "secrets");
        addRoutes(routes, Keeper.CONFIG_MAP, "configmaps");
        return routes;
    }

    private void addRoutes(List<Route> routes, Keeper keeper, String collection) {
        String all = "/apis/penstock/v1/" + collection;
        String one = all + "/{name}";
        routes.add(Route.of("GET", all, _ -> list(keeper, collection)));
        routes.add(Route.of("GET", one, call -> get(keeper, call)));
        routes.add(Route.of("PUT", one, call -> write(keeper, call, Mode.REPLACE)));
        routes.add(Route.of("POST", one + ":create", call -> write(keeper, call, Mode.CREATE)));
        routes.add(Route.of("POST", one + ":merge", call -> write(keeper, call, Mode.MERGE)));
        routes.add(Route.of("DELETE", one, call -> remove(keeper, call)));
    }

    private Answer list(Keeper keeper, String field) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray(field);
        keepers.list(keeper).forEach(label -> list.add(json(label)));
        return Json.answer(json);
    }

    private Answer get(Keeper keeper, Call call) {
        Keepers.Found.Open open = Outcomes.done(keepers.find(keeper, call.variable("name")));
        ObjectNode json = json(open.label());
        if (keeper == Keeper.CONFIG_MAP) {
            ObjectNode texts = json.putObject("data");
            ObjectNode binary = json.putObject("binary_data");
            open.data()
                    .forEach((key, value) -> {
                        String text = text(value);
                        if (text == null) {
                            binary.put(key, Base64.getEncoder().encodeToString(value));
                        } else {
                            texts.put(key, text);
                        }
                    });
        }
        return Json.answer(json);
    }

    private Answer write(Keeper keeper, Call call, Mode mode) {
        SortedMap<String, byte[]> data = data(call);
        Keepers.Write write = new Keepers.Write(keeper, call.variable("name"), mode, data);
        return Json.answer(json(Outcomes.done(keepers.write(write))));
    }

    private Answer remove(Keeper keeper, Call call) {
        Outcomes.done(keepers.remove(keeper, call.variable("name")));
        return Json.answer(Json.object());
    }

    private static SortedMap<String, byte[]> data(Call call) {
        JsonNode body = body(call);
        SortedMap<String, byte[]> data = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            switch (field.getKey()) {
                case "data" ->
                        texts(field.getValue())
                                .forEach((key, text) ->
                                        data.put(key, text.getBytes(StandardCharsets.UTF_8)));
                case "binary_data", "binaryData" ->
                        texts(field.getValue())
                                .forEach((key, text) -> data.put(key, decoded(text)));
                default -> throw wrong();
            }
        }
        return data;
    }

    /** A parser's complaint would show a piece of what was sent. */
    private static JsonNode body(Call call) {
        try {
            JsonNode body = Json.tree(call.body().read(Json.MAX_BYTES), "body");
            if (body.isObject()) {
                return body;
            }
        } catch (Refusal unreadable) {
            // Said below without its words.
        }
        throw wrong();
    }

    private static SortedMap<String, String> texts(JsonNode map) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (!map.isObject()) {
            throw wrong();
        }
        for (Map.Entry<String, JsonNode> field : map.properties()) {
            if (!field.getValue().isTextual()) {
                throw wrong();
            }
            texts.put(field.getKey(), field.getValue().textValue());
        }
        return texts;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static Refusal wrong() {
        return Refusal.invalid(
                "the body is not as expected: a JSON object with \"data\", an object of texts by"
                        + " key, and \"binary_data\", an object of base64 texts by key");
    }

    private static ObjectNode json(Label label) {
        ObjectNode json = Json.object();
        json.put("name", label.name());
        ArrayNode keys = json.putArray("keys");
        label.keys().forEach(keys::add);
        json.put("version", Long.toString(label.version()));
        json.put("created_at", Times.millis(label.createdAt()));
        json.put("updated_at", Times.millis(label.updatedAt()));
        return json;
    }

    private static @Nullable String text(byte[] value) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
