package penstock.runner;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.control.port.AttemptOrder;
import penstock.plan.Kubernetes;
import penstock.plan.ValueText;

/** Stands in for what a pod knows of itself. The same attempt always has the same. */
record PodFacts(AttemptOrder order, Kubernetes settings) {

    private static final Pattern KEYED =
            Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");
    private static final String LOOPBACK = "127.0.0.1";

    /** Its name: of the run, the task and the attempt. */
    static String name(AttemptOrder order) {
        String uuid = order.attempt().uuid();
        return order.run().resourceName() + "-" + order.taskKey() + "-" + uuid.substring(0, 8);
    }

    /** The fact at a field path. */
    String at(String fieldPath) throws StepRefusal {
        Matcher keyed = KEYED.matcher(fieldPath);
        if (keyed.matches()) {
            SortedMap<String, String> map =
                    keyed.group(1).equals("labels") ? labels() : settings.annotations();
            return map.getOrDefault(keyed.group(2), "");
        }
        return switch (fieldPath) {
            case "metadata.name" -> name(order);
            case "metadata.namespace" -> "kubeflow";
            case "metadata.uid" -> order.attempt().uuid();
            case "metadata.labels" -> lines(labels());
            case "metadata.annotations" -> lines(settings.annotations());
            case "spec.nodeName" -> order.lease().host();
            case "spec.serviceAccountName" -> "pipeline-runner";
            case "status.podIP", "status.podIPs", "status.hostIP", "status.hostIPs" -> LOOPBACK;
            default ->
                    throw StepRefusal.invalid(
                            "field path '" + fieldPath + "' is none that a step can have here",
                            "use metadata.name, .namespace, .uid, .labels['KEY'],"
                                    + " .annotations['KEY'], spec.nodeName,"
                                    + " spec.serviceAccountName, status.podIP or status.hostIP");
        };
    }

    /** KFP puts the run's id on every pod. */
    private SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put("pipeline/runid", order.run().run().value());
        labels.putAll(settings.labels());
        return labels;
    }

    /** As the downward API writes a whole map. */
    private static String lines(Map<String, String> map) {
        StringBuilder lines = new StringBuilder();
        map.forEach((key, value) -> {
            lines.append(lines.isEmpty() ? "" : "\n").append(key).append('=');
            ValueText.quote(value, lines);
        });
        return lines.toString();
    }
}
