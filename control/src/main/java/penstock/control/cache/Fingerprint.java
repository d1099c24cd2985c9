package penstock.control.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.control.port.FingerprintPart;
import penstock.engine.Inputs;
import penstock.engine.RunHeader;
import penstock.engine.TaskPath;
import penstock.plan.Artifact;
import penstock.plan.Component;
import penstock.plan.Task;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * Everything that can change the result of a program, part by part.
 *
 * @param digest of all parts, as lower-case hex
 * @param parts in the order in which people read them
 */
public record Fingerprint(String digest, List<FingerprintPart> parts) {

    private static final String FORMAT = "penstock fingerprint 1";

    public Fingerprint {
        parts = List.copyOf(parts);
    }

    /**
     * The fingerprint of a task run.
     *
     * @param task its declaration, whose cache key replaces everything else
     * @param inputs what it received, defaults included
     */
    public static Fingerprint of(
            RunHeader header,
            TaskPath path,
            Task task,
            Component.Container container,
            Inputs inputs) {
        String key = task.cache().key();
        Parts parts = new Parts();
        if (key != null) {
            parts.add("component", task.component());
            parts.add("key", key);
        } else {
            parts.parts.addAll(Programs.parts(container));
            parts.addInputs(inputs);
            Facts.of(header, path, container.spec(), inputs).forEach(parts::add);
        }
        return parts.fingerprint();
    }

    private static final class Parts {
        private final List<FingerprintPart> parts = new ArrayList<>();

        Fingerprint fingerprint() {
            String digest =
                    Canonical.digest(out ->
                            out.text(FORMAT)
                                    .list(
                                            parts,
                                            part -> out.text(part.name()).text(part.digest())));
            return new Fingerprint(digest, parts);
        }

        void add(String name, String value) {
            String digest = Canonical.digest(out -> out.text(value));
            parts.add(new FingerprintPart(name, digest, Shown.text(value)));
        }

        private void addDigest(String name, String digest, String shown) {
            parts.add(new FingerprintPart(name, digest, Shown.text(shown)));
        }

        void addInputs(Inputs inputs) {
            for (Map.Entry<String, Value> input : inputs.parameters().entrySet()) {
                addDigest(
                        "parameter:" + input.getKey(),
                        Programs.value(input.getValue()),
                        Shown.value(input.getValue()));
            }
            for (Map.Entry<String, List<Artifact>> input : inputs.artifacts().entrySet()) {
                addDigest(
                        "artifact:" + input.getKey(),
                        Canonical.digest(out ->
                                out.list(input.getValue(), artifact -> content(out, artifact))),
                        Shown.artifacts(input.getValue()));
            }
            for (Map.Entry<String, Value> setting : inputs.settings().entrySet()) {
                addDigest(
                        "setting:" + setting.getKey(),
                        Programs.value(setting.getValue()),
                        Shown.value(setting.getValue()));
            }
        }

        /** Where the bytes are ours, what they are counts, not where they are. */
        private static void content(Canonical out, Artifact artifact) {
            String digest = artifact.digest();
            out.text(artifact.type().schemaTitle())
                    .text(artifact.type().schemaVersion())
                    .flag(digest != null)
                    .text(digest == null ? artifact.uri() : digest)
                    .text(ValueText.json(artifact.metadata()));
        }
    }
}
