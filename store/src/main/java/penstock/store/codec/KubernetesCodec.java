package penstock.store.codec;

import penstock.plan.Kubernetes;
import penstock.plan.Kubernetes.Keeper;
import penstock.plan.Kubernetes.Mount;
import penstock.plan.Kubernetes.Variable;
import penstock.plan.Value;

/** Kubernetes settings of a program. */
final class KubernetesCodec {

    private KubernetesCodec() {}

    static void write(JsonOut out, Kubernetes settings) {
        out.object(() -> {
            out.entries("references", settings.references(), TaskCodec::writeArgument)
                    .items("mounts", settings.mounts(), mount -> writeMount(out, mount))
                    .items("env", settings.env(), variable -> writeVariable(out, variable))
                    .entries("labels", settings.labels(), JsonOut::text)
                    .entries("annotations", settings.annotations(), JsonOut::text);
            Durations.write(out, "deadline", settings.deadline());
            out.entries("pod", settings.pod().fields(), ValueCodec::write);
        });
    }

    static Kubernetes read(Value json) {
        Fields in =
                Fields.of(
                        "kubernetes settings",
                        json,
                        "references",
                        "mounts",
                        "env",
                        "labels",
                        "annotations",
                        "deadline",
                        "pod");
        return new Kubernetes(
                in.entries("references", TaskCodec::readArgument),
                in.items("mounts", KubernetesCodec::readMount),
                in.items("env", KubernetesCodec::readVariable),
                in.entries("labels", Fields::text),
                in.entries("annotations", Fields::text),
                in.optional("deadline", Durations::read),
                new Value.Struct(in.entries("pod", value -> value)));
    }

    private static void writeMount(JsonOut out, Mount mount) {
        out.object(() -> {
            switch (mount) {
                case Kubernetes.KeysMount keys ->
                        out.field("keys_of", keys.keeper())
                                .field("reference", keys.reference())
                                .flag("optional", keys.optional());
                case Kubernetes.ClaimMount claim ->
                        out.field("claim", claim.reference())
                                .unlessEmpty("sub_path", claim.subPath());
                case Kubernetes.ScratchMount scratch ->
                        out.field("scratch", scratch.volume())
                                .flag("memory", scratch.memory())
                                .unlessEmpty("size", scratch.size());
            }
            out.field("path", mount.path());
        });
    }

    private static Mount readMount(Value json) {
        Fields in =
                Fields.of(
                        "mount",
                        json,
                        "keys_of",
                        "reference",
                        "optional",
                        "claim",
                        "sub_path",
                        "scratch",
                        "memory",
                        "size",
                        "path");
        String path = in.text("path");
        if (in.has("keys_of")) {
            return new Kubernetes.KeysMount(
                    in.constant("keys_of", Keeper.class),
                    in.text("reference"),
                    path,
                    in.flag("optional"));
        }
        return in.has("claim")
                ? new Kubernetes.ClaimMount(in.text("claim"), path, in.text("sub_path", ""))
                : new Kubernetes.ScratchMount(
                        in.text("scratch"), path, in.flag("memory"), in.text("size", ""));
    }

    private static void writeVariable(JsonOut out, Variable variable) {
        out.object(() -> {
            switch (variable) {
                case Kubernetes.KeyVariable key ->
                        out.field("key_of", key.keeper())
                                .field("reference", key.reference())
                                .field("key", key.key())
                                .flag("optional", key.optional());
                case Kubernetes.FieldVariable field -> out.field("field", field.fieldPath());
            }
            out.field("name", variable.name());
        });
    }

    private static Variable readVariable(Value json) {
        Fields in =
                Fields.of(
                        "variable",
                        json,
                        "key_of",
                        "reference",
                        "key",
                        "optional",
                        "field",
                        "name");
        return in.has("field")
                ? new Kubernetes.FieldVariable(in.text("name"), in.text("field"))
                : new Kubernetes.KeyVariable(
                        in.text("name"),
                        in.constant("key_of", Keeper.class),
                        in.text("reference"),
                        in.text("key"),
                        in.flag("optional"));
    }
}
