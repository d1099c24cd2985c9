package penstock.store.codec;

import org.jspecify.annotations.Nullable;
import penstock.plan.RunSettings;
import penstock.plan.RunSettings.Workspace;
import penstock.plan.Value;

/** Settings of a whole pipeline. */
final class RunSettingsCodec {

    private RunSettingsCodec() {}

    static void write(JsonOut out, RunSettings settings) {
        out.object(() -> {
            Durations.write(out, "deadline", settings.deadline());
            Durations.write(out, "keep_succeeded", settings.keepSucceeded());
            Durations.write(out, "keep_failed", settings.keepFailed());
            writeWorkspace(out, settings.workspace());
        });
    }

    static RunSettings read(Value json) {
        Fields in =
                Fields.of(
                        "run settings",
                        json,
                        "deadline",
                        "keep_succeeded",
                        "keep_failed",
                        "workspace");
        return new RunSettings(
                in.optional("deadline", Durations::read),
                in.optional("keep_succeeded", Durations::read),
                in.optional("keep_failed", Durations::read),
                in.optional("workspace", RunSettingsCodec::readWorkspace));
    }

    private static void writeWorkspace(JsonOut out, @Nullable Workspace workspace) {
        if (workspace != null) {
            out.field(
                    "workspace",
                    () ->
                            out.object(() ->
                                    out.field("size", workspace.size())
                                            .entries(
                                                    "claim",
                                                    workspace.claim().fields(),
                                                    ValueCodec::write)));
        }
    }

    private static Workspace readWorkspace(Value json) {
        Fields in = Fields.of("workspace", json, "size", "claim");
        return new Workspace(
                in.text("size"), new Value.Struct(in.entries("claim", value -> value)));
    }
}
