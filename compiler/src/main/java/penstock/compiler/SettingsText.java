package penstock.compiler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.plan.Component;
import penstock.plan.Kubernetes;
import penstock.plan.RunSettings;
import penstock.plan.ValueText;

/** Shows settings of runs and of programs, a line each. */
final class SettingsText {
    private SettingsText() {}

    static List<String> of(RunSettings settings) {
        List<String> lines = new ArrayList<>();
        add(lines, "deadline ", settings.deadline());
        add(lines, "keep succeeded for ", settings.keepSucceeded());
        add(lines, "keep others for ", settings.keepFailed());
        RunSettings.Workspace workspace = settings.workspace();
        if (workspace != null) {
            lines.add("workspace of " + workspace.size() + " " + ValueText.json(workspace.claim()));
        }
        return lines;
    }

    static List<String> of(Component.Pauses pauses) {
        List<String> lines = new ArrayList<>();
        addIf(lines, "pause before", pauses.before());
        addIf(lines, "pause after", pauses.after());
        addIf(lines, "pause on error", pauses.onError());
        return lines;
    }

    static List<String> of(Kubernetes settings) {
        List<String> lines = new ArrayList<>();
        settings.references()
                .forEach((place, argument) -> lines.add(place + " <- " + PlanText.of(argument)));
        settings.mounts().forEach(mount -> lines.add(of(mount)));
        settings.env().forEach(variable -> lines.add(of(variable)));
        settings.labels().forEach((name, text) -> lines.add("label " + name + "=" + text));
        settings.annotations()
                .forEach((name, text) -> lines.add("annotation " + name + "=" + text));
        add(lines, "deadline ", settings.deadline());
        settings.pod()
                .fields()
                .forEach((name, value) -> lines.add("pod " + name + " " + ValueText.json(value)));
        return lines;
    }

    private static String of(Kubernetes.Mount mount) {
        String path = "mount " + mount.path() + " <- ";
        return path
                + switch (mount) {
                    case Kubernetes.KeysMount keys ->
                            keys.keeper()
                                    + " of "
                                    + keys.reference()
                                    + (keys.optional() ? " optional" : "");
                    case Kubernetes.ClaimMount claim ->
                            "claim of "
                                    + claim.reference()
                                    + (claim.subPath().isEmpty() ? "" : " at " + claim.subPath());
                    case Kubernetes.ScratchMount scratch ->
                            "scratch "
                                    + scratch.volume()
                                    + (scratch.memory() ? " in memory" : "")
                                    + (scratch.size().isEmpty() ? "" : " of " + scratch.size());
                };
    }

    private static String of(Kubernetes.Variable variable) {
        String name = "env " + variable.name() + " <- ";
        return name
                + switch (variable) {
                    case Kubernetes.KeyVariable key ->
                            "key "
                                    + key.key()
                                    + " in "
                                    + key.keeper()
                                    + " of "
                                    + key.reference()
                                    + (key.optional() ? " optional" : "");
                    case Kubernetes.FieldVariable field -> "field " + field.fieldPath();
                };
    }

    private static void add(List<String> lines, String label, @Nullable Duration duration) {
        if (duration != null) {
            lines.add(label + duration);
        }
    }

    private static void addIf(List<String> lines, String line, boolean shown) {
        if (shown) {
            lines.add(line);
        }
    }
}
