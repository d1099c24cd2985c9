package penstock.spec.kfp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import penstock.spec.Diagnostic;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.ListNode;
import penstock.spec.document.MapNode;
import penstock.spec.document.MapNode.Entry;
import penstock.spec.document.Node;
import penstock.spec.kfp.KubernetesSpec.PodSettings;
import penstock.spec.kfp.KubernetesSpec.Reference;

/**
 * Decodes the settings that say where and how a pod runs: checks them, and keeps them as written.
 */
final class PodDecoder {
    private static final List<String> PULL_POLICIES = List.of("Always", "Never", "IfNotPresent");

    private final Fields fields;
    private final SequencedMap<String, Entry> settings = new LinkedHashMap<>();
    private final List<Reference> references = new ArrayList<>();

    private PodDecoder(Fields fields) {
        this.fields = fields;
    }

    static PodSettings settings(Fields fields) {
        return new PodDecoder(fields).decode();
    }

    private PodSettings decode() {
        keep("nodeSelector");
        fields.message("nodeSelector", this::nodeSelector);
        keep("imagePullSecret");
        KubernetesDecoder.items(fields, "imagePullSecret", this::pullSecret);
        keep("imagePullPolicy");
        pullPolicy();
        keep("tolerations");
        KubernetesDecoder.items(fields, "tolerations", this::toleration);
        keep("nodeAffinity");
        KubernetesDecoder.items(fields, "nodeAffinity", this::nodeAffinity);
        keep("podAffinity");
        KubernetesDecoder.items(fields, "podAffinity", (f, _) -> podAffinity(f));
        keep("securityContext");
        fields.message("securityContext", PodDecoder::securityContext);
        return new PodSettings(new MapNode(settings, fields.span()), List.copyOf(references));
    }

    private void keep(String name) {
        Entry entry = fields.entry(name);
        Node node = fields.node(name);
        if (entry != null && node != null && !isEmpty(node)) {
            settings.put(name, new Entry(entry.keySpan(), Values.json(node, fields.context())));
        }
    }

    private static boolean isEmpty(Node node) {
        return switch (node) {
            case MapNode map -> map.entries().isEmpty();
            case ListNode list -> list.items().isEmpty();
            default -> false;
        };
    }

    private Fields nodeSelector(Fields selector) {
        KubernetesDecoder.texts(selector, "labels");
        json(selector, "nodeSelector", "nodeSelectorJson");
        return selector;
    }

    private Fields pullSecret(Fields secret, String place) {
        SourceText literal = secret.source("secretName");
        Reference reference =
                KubernetesDecoder.reference(secret, place, "secretNameParameter", null);
        if (reference.value() != null) {
            references.add(reference);
        } else if (literal == null || literal.text().isEmpty()) {
            secret.context()
                    .error(
                            DiagnosticCode.MISSING_FIELD,
                            secret.span(),
                            secret.context() + " names no secret",
                            "set 'secretNameParameter'");
        }
        return secret;
    }

    private void pullPolicy() {
        SourceText policy = fields.source("imagePullPolicy");
        if (policy != null && !policy.text().isEmpty() && !PULL_POLICIES.contains(policy.text())) {
            fields.context()
                    .misnamed(
                            Diagnostic.error(
                                    DiagnosticCode.UNKNOWN_CONSTANT,
                                    policy.span(),
                                    "'imagePullPolicy' of "
                                            + fields.context()
                                            + " is '"
                                            + policy.text()
                                            + "' (expected: "
                                            + String.join(", ", PULL_POLICIES)
                                            + ")"),
                            policy.text(),
                            PULL_POLICIES);
        }
    }

    private Fields toleration(Fields toleration, String place) {
        List.of("key", "operator", "value", "effect").forEach(toleration::text);
        toleration.integer("tolerationSeconds", Long.MIN_VALUE, Long.MAX_VALUE);
        json(toleration, place, "tolerationJson");
        return toleration;
    }

    private Fields nodeAffinity(Fields term, String place) {
        requirements(term, "matchExpressions");
        requirements(term, "matchFields");
        weight(term);
        json(term, place, "nodeAffinityJson");
        return term;
    }

    private static Fields podAffinity(Fields term) {
        requirements(term, "matchPodExpressions");
        KubernetesDecoder.texts(term, "matchPodLabels");
        term.text("topologyKey");
        term.list("namespaces", Values::text);
        requirements(term, "matchNamespaceExpressions");
        KubernetesDecoder.texts(term, "matchNamespaceLabels");
        weight(term);
        term.bool("anti");
        return term;
    }

    private static void requirements(Fields term, String name) {
        KubernetesDecoder.items(
                term,
                name,
                (f, _) -> {
                    f.text("key");
                    f.text("operator");
                    f.list("values", Values::text);
                    return f;
                });
    }

    private static void weight(Fields term) {
        term.integer("weight", 0, 100);
    }

    private void json(Fields owner, String place, String name) {
        Reference reference = KubernetesDecoder.reference(owner, place, name, null);
        if (reference.value() != null) {
            references.add(reference);
        }
    }

    private static Fields securityContext(Fields security) {
        long user = security.has("runAsUser") ? id(security, "runAsUser") : -1;
        id(security, "runAsGroup");
        boolean notRoot = security.bool("runAsNonRoot");
        if (user == 0 && notRoot) {
            Span span = security.span();
            security.context()
                    .error(
                            DiagnosticCode.CONFLICTING_FIELDS,
                            span,
                            security.context() + " has 'runAsUser' 0 and 'runAsNonRoot'",
                            "remove one of the two");
        }
        return security;
    }

    private static long id(Fields security, String name) {
        return security.integer(name, 0, Long.MAX_VALUE);
    }
}
