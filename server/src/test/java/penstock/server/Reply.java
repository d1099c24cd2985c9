package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import penstock.server.json.Json;

/** An answer, whole. */
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, Map<String, String> headers, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return Json.tree(body, "answer");
    }

    /** The value at a path of keys, which must be there; as text. */
    String at(String... keys) {
        JsonNode node = json();
        for (String key : keys) {
            node = node.isArray() ? node.path(Integer.parseInt(key)) : node.path(key);
        }
        assertThat(node.isMissingNode()).as("%s in %s", String.join(".", keys), text()).isFalse();
        return node.asText();
    }

    /** Itself, if it is a success. */
    Reply ok() {
        assertThat(status).as(text()).isEqualTo(200);
        return this;
    }

    /** Itself, if it is a refusal with KFP's error body. */
    Reply refused(int expected) {
        assertThat(status).as(text()).isEqualTo(expected);
        assertThat(json().path("message").isTextual()).as(text()).isTrue();
        assertThat(json().path("code").isInt()).as(text()).isTrue();
        return this;
    }
}
