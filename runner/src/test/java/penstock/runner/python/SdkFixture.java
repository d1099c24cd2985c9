package penstock.runner.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Command lines that one kfp SDK compiled from {@code src/test/python/compile_bootstraps.py}. */
public record SdkFixture(JsonNode steps) {
    public static SdkFixture of(String sdk) {
        String name = "bootstraps/kfp-" + sdk + ".json";
        try (InputStream json = SdkFixture.class.getResourceAsStream(name)) {
            return new SdkFixture(new ObjectMapper().readTree(Objects.requireNonNull(json, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> variants() {
        List<String> names = new ArrayList<>();
        steps.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public List<String> argv(String variant) {
        List<String> argv = new ArrayList<>();
        JsonNode step = Objects.requireNonNull(steps.get(variant), variant);
        step.get("command").forEach(word -> argv.add(word.asText()));
        step.get("args").forEach(word -> argv.add(word.asText()));
        return argv;
    }
}
