package penstock.control.cache;

import penstock.plan.Kubernetes;

/** What a Kubernetes platform document lets a program see. */
final class Settings {

    private Settings() {}

    static String digest(Kubernetes kubernetes) {
        return Canonical.digest(out ->
                out.list(kubernetes.mounts(), mount -> mount(out, mount))
                        .list(kubernetes.env(), variable -> variable(out, variable)));
    }

    private static void mount(Canonical out, Kubernetes.Mount mount) {
        out.text(mount.path());
        switch (mount) {
            case Kubernetes.KeysMount keys ->
                    out.text(keys.keeper().name()).text(keys.reference()).flag(keys.optional());
            case Kubernetes.ClaimMount claim ->
                    out.text("claim").text(claim.reference()).text(claim.subPath());
            case Kubernetes.ScratchMount scratch -> out.text("scratch").text(scratch.volume());
        }
    }

    private static void variable(Canonical out, Kubernetes.Variable variable) {
        out.text(variable.name());
        switch (variable) {
            case Kubernetes.KeyVariable key ->
                    out.text(key.keeper().name())
                            .text(key.reference())
                            .text(key.key())
                            .flag(key.optional());
            case Kubernetes.FieldVariable field -> out.text(field.fieldPath());
        }
    }
}
