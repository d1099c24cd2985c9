package penstock.server.v1beta1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.server.json.Fields;

/** Numbers that a client reports about a run. */
public record MetricsInput(List<Metric> metrics) {
    private static final List<String> FORMATS = List.of("UNSPECIFIED", "RAW", "PERCENTAGE");

    public MetricsInput {
        metrics = List.copyOf(metrics);
    }

    /** One of them; its value is null when it is no finite number. */
    public record Metric(String name, String nodeId, @Nullable Double value, String format) {}

    /** Reads the body of a request. */
    public static MetricsInput read(Fields fields) {
        List<Metric> metrics = new ArrayList<>();
        for (Fields each : fields.messages("metrics")) {
            metrics.add(
                    new Metric(
                            each.text("name"),
                            each.text("node_id"),
                            number(each.any("number_value")),
                            Reference.name(each.symbol("format"), FORMATS)));
            each.end();
        }
        fields.ignore("run_id").end();
        return new MetricsInput(metrics);
    }

    private static @Nullable Double number(@Nullable JsonNode node) {
        if (node == null) {
            return 0.0;
        }
        try {
            double value = Double.parseDouble(node.asText());
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
