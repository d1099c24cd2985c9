package penstock.store.codec;

import java.util.SortedMap;
import penstock.plan.Component;
import penstock.plan.Plan;
import penstock.plan.RunSettings;

/** Whole plans as JSON. */
public final class PlanCodec {

    private PlanCodec() {}

    /** The plan as JSON text; equal plans give equal text. */
    public static String write(Plan plan) {
        return JsonOut.text(out -> out.object(() -> write(out, plan)));
    }

    private static void write(JsonOut out, Plan plan) {
        out.field("format", plan.format())
                .field("pipeline", plan.pipelineName())
                .unlessEmpty("display_name", plan.displayName())
                .unlessEmpty("description", plan.description())
                .entries("components", plan.components(), ComponentCodec::write);
        if (!plan.settings().equals(RunSettings.NONE)) {
            out.field("settings", () -> RunSettingsCodec.write(out, plan.settings()));
        }
        out.items("notes", plan.notes(), out::text);
    }

    /**
     * The plan written in {@code json}.
     *
     * @throws UnreadableException when this release does not know its format
     */
    public static Plan read(String json) {
        Fields fields =
                Fields.of(
                        "plan",
                        JsonIn.read(json),
                        "format",
                        "pipeline",
                        "display_name",
                        "description",
                        "components",
                        "settings",
                        "notes");
        int format = fields.small("format", 0);
        if (format < 1 || format > Plan.FORMAT) {
            throw new UnreadableException(
                    "plan has format " + format + " (expected: 1 to " + Plan.FORMAT + ")");
        }
        SortedMap<String, Component> components =
                fields.entries("components", ComponentCodec::read);
        if (!(components.get(Plan.ROOT) instanceof Component.Scope)) {
            throw new UnreadableException("plan has no root scope");
        }
        return new Plan(
                format,
                fields.text("pipeline"),
                fields.text("display_name", ""),
                fields.text("description", ""),
                components,
                fields.has("settings")
                        ? fields.read("settings", RunSettingsCodec::read)
                        : RunSettings.NONE,
                fields.items("notes", Fields::text));
    }
}
