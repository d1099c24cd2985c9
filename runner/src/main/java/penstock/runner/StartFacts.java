package penstock.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptFacts;

/**
 * What was decided when an attempt was prepared, kept in its order for a server that attaches
 * later.
 *
 * @param view it has a private view
 * @param image as the document names it, once its placeholders are filled
 * @param shown what people are told: notes and masked variables
 * @param devices accelerators that are its alone; null where there are none
 * @param warm whose child it is to be; null for a step started by its command
 */
record StartFacts(
        boolean view,
        String image,
        AttemptFacts shown,
        @Nullable List<String> devices,
        Preparation.@Nullable Warm warm) {

    /** For the order; the spawner ignores it. */
    Map<String, Object> json() {
        Map<String, Object> fields = new TreeMap<>();
        fields.put("image", image);
        fields.put("notes", shown.notes());
        fields.put("environment", shown.environment());
        if (devices != null) {
            fields.put(Devices.FACT, devices);
        }
        if (warm != null) {
            fields.put("warmKey", warm.key());
            fields.put("warmCommand", warm.parentCommand());
            fields.put("warmEnvironment", warm.parentEnvironment());
        }
        return fields;
    }

    static StartFacts read(AttemptFolder folder) throws IOException {
        JsonNode order;
        try {
            order = Json.read(Files.readString(folder.order()));
        } catch (JsonProcessingException e) {
            throw new IOException(folder.order() + ": " + e.getOriginalMessage(), e);
        }
        JsonNode fields = order.path("facts");
        AttemptFacts shown =
                new AttemptFacts(texts(fields.path("notes")), map(fields.path("environment")));
        return new StartFacts(
                order.path("view").asBoolean(),
                fields.path("image").asText(),
                shown,
                fields.has(Devices.FACT) ? texts(fields.path(Devices.FACT)) : null,
                warm(fields));
    }

    private static Preparation.@Nullable Warm warm(JsonNode fields) {
        return fields.has("warmKey")
                ? new Preparation.Warm(
                        fields.path("warmKey").asText(),
                        texts(fields.path("warmCommand")),
                        map(fields.path("warmEnvironment")),
                        Map.of(),
                        Preparation.Plain.of(List.of(), new TreeMap<>()))
                : null;
    }

    private static List<String> texts(JsonNode items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static SortedMap<String, String> map(JsonNode fields) {
        SortedMap<String, String> map = new TreeMap<>();
        fields.properties().forEach(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }
}
