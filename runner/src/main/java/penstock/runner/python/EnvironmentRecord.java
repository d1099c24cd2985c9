package penstock.runner.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known about an environment, as {@code environment.json} in its folder. */
final class EnvironmentRecord {
    static final String FILE = "environment.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORMAT = 1;

    private EnvironmentRecord() {}

    static void write(Path folder, Environment environment) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("id", environment.id());
        json.put("python", environment.python());
        json.put("interpreter", environment.interpreter().toString());
        ObjectNode request = json.putObject("request");
        request.put("python", environment.request().python().toString());
        request.put("site_packages", environment.request().sitePackages());
        request.set("variables", JSON.valueToTree(environment.request().variables()));
        for (RequirementGroup group : environment.request().groups()) {
            request.withArray("groups").add(toJson(group));
        }
        json.set("packages", JSON.valueToTree(environment.packages()));
        json.put("installer", environment.installer());
        json.put("bytes", environment.bytes());
        json.put("built_at", environment.builtAt().toString());
        json.put("took_ms", environment.took().toMillis());
        Files.writeString(
                folder.resolve(FILE),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    /** The environment in a folder, or nothing where there is no complete one. */
    static Optional<Environment> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(Files.readString(file));
            return json.path("format").asInt() == FORMAT
                    ? Optional.of(parse(folder, json))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Environment parse(Path folder, JsonNode json) {
        JsonNode request = json.path("request");
        List<RequirementGroup> groups = new ArrayList<>();
        request.path("groups").forEach(group -> groups.add(group(group)));
        TreeMap<String, String> variables = new TreeMap<>();
        request.path("variables")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText()));
        return new Environment(
                json.path("id").asText(),
                folder,
                json.path("python").asText(),
                Path.of(json.path("interpreter").asText()),
                new EnvironmentRequest(
                        Path.of(request.path("python").asText()),
                        groups,
                        request.path("site_packages").asBoolean(),
                        variables),
                texts(json.path("packages")),
                json.path("installer").asText(),
                json.path("bytes").asLong(),
                Instant.parse(json.path("built_at").asText()),
                Duration.ofMillis(json.path("took_ms").asLong()));
    }

    private static ObjectNode toJson(RequirementGroup group) {
        ObjectNode json = JSON.createObjectNode();
        json.set("requirements", JSON.valueToTree(group.requirements()));
        group.indexUrl().ifPresent(url -> json.put("index_url", url));
        json.set("extra_index_urls", JSON.valueToTree(group.extraIndexUrls()));
        json.set("find_links", JSON.valueToTree(group.findLinks()));
        json.set("trusted_hosts", JSON.valueToTree(group.trustedHosts()));
        json.set("flags", JSON.valueToTree(group.flags()));
        return json;
    }

    private static RequirementGroup group(JsonNode json) {
        Set<RequirementGroup.Flag> flags = EnumSet.noneOf(RequirementGroup.Flag.class);
        texts(json.path("flags")).forEach(name -> flags.add(RequirementGroup.Flag.valueOf(name)));
        return new RequirementGroup(
                texts(json.path("requirements")),
                Optional.ofNullable(json.path("index_url").textValue()),
                texts(json.path("extra_index_urls")),
                texts(json.path("find_links")),
                texts(json.path("trusted_hosts")),
                flags);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
