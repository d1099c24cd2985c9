package penstock.spec.kfp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.DiagnosticCode;
import penstock.spec.Span;
import penstock.spec.document.Node;
import penstock.spec.document.ScalarNode;
import penstock.spec.kfp.KubernetesSpec.Claim;
import penstock.spec.kfp.KubernetesSpec.FieldVariable;
import penstock.spec.kfp.KubernetesSpec.Folder;
import penstock.spec.kfp.KubernetesSpec.Holder;
import penstock.spec.kfp.KubernetesSpec.InitContainer;
import penstock.spec.kfp.KubernetesSpec.KeyFiles;
import penstock.spec.kfp.KubernetesSpec.KeyVariable;
import penstock.spec.kfp.KubernetesSpec.KeyVariables;
import penstock.spec.kfp.KubernetesSpec.PodMetadata;
import penstock.spec.kfp.KubernetesSpec.Reference;
import penstock.spec.kfp.TaskSpec.ParameterArgument;
import penstock.spec.kfp.TaskSpec.ParameterSource;

/** Decodes {@code KubernetesExecutorConfig}. */
final class KubernetesDecoder {
    private static final String SHARED_MEMORY = "/dev/shm";

    private KubernetesDecoder() {}

    static KubernetesSpec config(Node node, Span keySpan, Context context) {
        return context.message(node, fields -> config(fields, keySpan));
    }

    private static KubernetesSpec config(Fields fields, Span keySpan) {
        List<KeyFiles> files = new ArrayList<>();
        files.addAll(keyFiles(fields, "secretAsVolume", Holder.SECRET, "secretName"));
        files.addAll(keyFiles(fields, "configMapAsVolume", Holder.CONFIG_MAP, "configMapName"));
        List<KeyVariables> variables = new ArrayList<>();
        variables.addAll(keyVariables(fields, "secretAsEnv", Holder.SECRET, "secret"));
        variables.addAll(keyVariables(fields, "configMapAsEnv", Holder.CONFIG_MAP, "configMap"));
        PodMetadata metadata = fields.message("podMetadata", KubernetesDecoder::metadata);
        return new KubernetesSpec(
                files,
                variables,
                items(fields, "pvcMount", KubernetesDecoder::claim),
                folders(fields),
                items(fields, "fieldPathAsEnv", (f, _) -> fieldVariable(f)),
                metadata == null
                        ? new PodMetadata(new LinkedHashMap<>(), new LinkedHashMap<>())
                        : metadata,
                fields.integer("activeDeadlineSeconds", Long.MIN_VALUE, Long.MAX_VALUE),
                items(fields, "initContainers", (f, _) -> initContainer(f)),
                PodDecoder.settings(fields),
                keySpan);
    }

    /** Decodes an item of a list; the text names its place, as in {@code pvcMount[0]}. */
    @FunctionalInterface
    interface ItemOfList<T> {
        T decode(Fields fields, String place);
    }

    static <T> List<T> items(Fields fields, String name, ItemOfList<T> decoder) {
        List<T> items = new ArrayList<>();
        fields.list(
                name,
                (item, context) -> {
                    String place = name + "[" + items.size() + "]";
                    items.add(context.message(item, f -> decoder.decode(f, place)));
                    return item;
                });
        return items;
    }

    private static List<KeyFiles> keyFiles(
            Fields fields, String name, Holder holder, String nameField) {
        return items(
                fields,
                name,
                (f, place) ->
                        new KeyFiles(
                                holder,
                                reference(f, place, nameField + "Parameter", literal(f, nameField)),
                                f.sourceOrEmpty("mountPath"),
                                f.bool("optional")));
    }

    private static List<KeyVariables> keyVariables(
            Fields fields, String name, Holder holder, String kind) {
        return items(
                fields,
                name,
                (f, place) ->
                        new KeyVariables(
                                holder,
                                reference(
                                        f,
                                        place,
                                        kind + "NameParameter",
                                        literal(f, kind + "Name")),
                                items(f, "keyToEnv", (v, _) -> keyVariable(v, kind + "Key")),
                                f.bool("optional")));
    }

    private static KeyVariable keyVariable(Fields fields, String keyField) {
        return new KeyVariable(fields.sourceOrEmpty(keyField), fields.sourceOrEmpty("envVar"));
    }

    private static Claim claim(Fields fields, String place) {
        fields.atMostOne("taskOutputParameter", "constant", "componentInputParameter");
        ParameterSource output = fields.message("taskOutputParameter", TaskDecoder::taskOutput);
        SourceText input = fields.source("componentInputParameter");
        ParameterSource constant = literal(fields, "constant");
        ParameterSource old = constant == null ? output : constant;
        return new Claim(
                reference(
                        fields,
                        place,
                        "pvcNameParameter",
                        input == null ? old : new ParameterSource.ComponentInput(input)),
                fields.sourceOrEmpty("mountPath"),
                fields.sourceOrEmpty("subPath"));
    }

    private static @Nullable ParameterSource literal(Fields fields, String name) {
        SourceText text = fields.source(name);
        return text == null || text.text().isEmpty()
                ? null
                : new ParameterSource.Constant(
                        new ScalarNode(ScalarNode.Kind.TEXT, text.text(), false, text.span()));
    }

    /** The parameter form of a name, else its deprecated literal. */
    static Reference reference(
            Fields fields, String place, String name, @Nullable ParameterSource literal) {
        ParameterArgument argument = fields.message(name, f -> TaskDecoder.argument(f, f.span()));
        boolean named = argument != null && argument.source() != null;
        ParameterArgument old =
                literal == null ? null : new ParameterArgument(literal, null, fields.span());
        return new Reference(place, named ? argument : old, fields.span());
    }

    private static List<Folder> folders(Fields fields) {
        List<Folder> folders =
                new ArrayList<>(items(fields, "genericEphemeralVolume", (f, _) -> ephemeral(f)));
        Folder shared = fields.message("enabledSharedMemory", KubernetesDecoder::sharedMemory);
        if (shared != null) {
            folders.add(shared);
        }
        folders.addAll(items(fields, "emptyDirMounts", (f, _) -> emptyDir(f)));
        return folders;
    }

    /** Which class of storage backs it matters to a cluster only. */
    private static Folder ephemeral(Fields fields) {
        fields.list("accessModes", Values::text);
        fields.bool("defaultStorageClass");
        fields.text("storageClassName");
        fields.message("metadata", KubernetesDecoder::metadata);
        return new Folder(
                fields.sourceOrEmpty("volumeName"),
                fields.sourceOrEmpty("mountPath"),
                false,
                fields.sourceOrEmpty("size"));
    }

    private static Folder sharedMemory(Fields fields) {
        return new Folder(
                fields.sourceOrEmpty("volumeName"),
                new SourceText(SHARED_MEMORY, fields.span()),
                true,
                fields.sourceOrEmpty("size"));
    }

    private static Folder emptyDir(Fields fields) {
        return new Folder(
                fields.sourceOrEmpty("volumeName"),
                fields.sourceOrEmpty("mountPath"),
                fields.text("medium").equals("Memory"),
                fields.sourceOrEmpty("sizeLimit"));
    }

    private static FieldVariable fieldVariable(Fields fields) {
        return new FieldVariable(fields.sourceOrEmpty("name"), fields.sourceOrEmpty("fieldPath"));
    }

    private static PodMetadata metadata(Fields fields) {
        return new PodMetadata(texts(fields, "labels"), texts(fields, "annotations"));
    }

    static SequencedMap<String, String> texts(Fields fields, String name) {
        return fields.map(name, name, (node, _, context) -> Values.text(node, context).text());
    }

    /** Its program is not read: whoever refuses it needs its name only. */
    private static InitContainer initContainer(Fields fields) {
        List.of("image", "command", "args", "env", "volumeMounts", "resources")
                .forEach(fields::ignore);
        SourceText name = fields.sourceOrEmpty("name");
        String restart = fields.text("restartPolicy");
        if (!restart.isEmpty() && !restart.equals("Always")) {
            fields.context()
                    .error(
                            DiagnosticCode.UNKNOWN_CONSTANT,
                            fields.span(),
                            "'restartPolicy' is '" + restart + "' (expected: Always)",
                            "leave it out, or set it to Always for a sidecar");
        }
        return new InitContainer(name.text(), restart.equals("Always"), fields.span());
    }
}
