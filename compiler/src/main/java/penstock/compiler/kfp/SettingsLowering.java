package penstock.compiler.kfp;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.compiler.json.JsonValues;
import penstock.plan.RunSettings;
import penstock.plan.Value;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.document.MapNode;
import penstock.spec.kfp.PlatformSpec.PipelineConfig;
import penstock.spec.kfp.PlatformSpec.Workspace;

/** Lowers the settings of a whole pipeline. */
final class SettingsLowering {
    private static final List<String> CLAIM_FIELDS = List.of("accessModes", "storageClassName");

    private final Diagnostics diagnostics;

    SettingsLowering(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Seconds of zero and below mean nothing, as upstream. */
    RunSettings lower(PipelineConfig config) {
        long any = config.ttlSecondsOnCompletion();
        long success = config.ttlSecondsOnSuccess();
        long failure = config.ttlSecondsOnFailure();
        return new RunSettings(
                seconds(config.activeDeadlineSeconds()),
                seconds(success > 0 ? success : any),
                seconds(failure > 0 ? failure : any),
                config.workspace() == null ? null : workspace(config.workspace()));
    }

    private static @Nullable Duration seconds(long seconds) {
        return seconds > 0 ? Duration.ofSeconds(seconds) : null;
    }

    private RunSettings.Workspace workspace(Workspace workspace) {
        if (workspace.size().text().isEmpty()) {
            diagnostics.error(
                    DiagnosticCode.MISSING_FIELD,
                    workspace.span(),
                    "the workspace has no 'size'",
                    "say how much it may hold, for instance 1Gi");
        } else {
            Quantities.check("the size of the workspace", workspace.size(), diagnostics);
        }
        MapNode patch = workspace.claimPatch();
        if (patch != null) {
            checkPatch(patch);
        }
        Value.Struct claim = patch == null ? Value.EMPTY_STRUCT : JsonValues.struct(patch);
        return new RunSettings.Workspace(workspace.size().text(), claim);
    }

    private void checkPatch(MapNode patch) {
        patch.entries()
                .forEach((name, entry) -> {
                    if (!CLAIM_FIELDS.contains(name)) {
                        diagnostics.error(
                                DiagnosticCode.UNKNOWN_FIELD,
                                entry.keySpan(),
                                "'pvcSpecPatch' of the workspace sets '"
                                        + Names.shown(name)
                                        + "' (expected: accessModes, storageClassName)",
                                "remove it; 'size' stands beside 'kubernetes'");
                    }
                });
    }
}
