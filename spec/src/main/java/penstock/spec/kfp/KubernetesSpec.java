package penstock.spec.kfp;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import penstock.spec.Span;
import penstock.spec.document.MapNode;
import penstock.spec.kfp.TaskSpec.ParameterArgument;

/**
 * {@code KubernetesExecutorConfig}: what a platform document asks for the pods of one executor.
 *
 * @param keyFiles {@code secretAsVolume} and {@code configMapAsVolume}
 * @param keyVariables {@code secretAsEnv} and {@code configMapAsEnv}
 * @param claims {@code pvcMount}
 * @param folders {@code genericEphemeralVolume}, {@code enabledSharedMemory} and {@code
 *     emptyDirMounts}
 * @param fieldVariables {@code fieldPathAsEnv}
 * @param activeDeadlineSeconds 0 where the document is silent
 * @param initContainers names of containers that run before or beside the program
 * @param pod every other setting
 */
public record KubernetesSpec(
        List<KeyFiles> keyFiles,
        List<KeyVariables> keyVariables,
        List<Claim> claims,
        List<Folder> folders,
        List<FieldVariable> fieldVariables,
        PodMetadata metadata,
        long activeDeadlineSeconds,
        List<InitContainer> initContainers,
        PodSettings pod,
        Span span) {

    /** Everything that is named by what feeds it, in the order of the fields. */
    public List<Reference> references() {
        List<Reference> all = new ArrayList<>();
        keyFiles.forEach(files -> all.add(files.name()));
        keyVariables.forEach(variables -> all.add(variables.name()));
        claims.forEach(claim -> all.add(claim.name()));
        all.addAll(pod.references());
        return all;
    }

    /** What holds keys and values. */
    public enum Holder {
        SECRET,
        CONFIG_MAP
    }

    /**
     * A value that the document names by what feeds it, as task inputs are fed.
     *
     * @param place the setting it belongs to, for instance {@code secretAsEnv[0]}
     * @param value a deprecated literal stands here as a constant; null where there is neither
     */
    public record Reference(String place, @Nullable ParameterArgument value, Span span) {}

    /** One file per key. */
    public record KeyFiles(Holder holder, Reference name, SourceText mountPath, boolean optional) {}

    /** Variables with values of keys. */
    public record KeyVariables(
            Holder holder, Reference name, List<KeyVariable> variables, boolean optional) {}

    /** A variable with the value of a key. */
    public record KeyVariable(SourceText key, SourceText variable) {}

    /** A volume claim; {@code subPath} is empty for the whole of it. */
    public record Claim(Reference name, SourceText mountPath, SourceText subPath) {}

    /**
     * An empty folder of the pod's own.
     *
     * @param memory kept in memory
     * @param size empty for no limit
     */
    public record Folder(
            SourceText volume, SourceText mountPath, boolean memory, SourceText size) {}

    /** A variable that says something about the pod. */
    public record FieldVariable(SourceText name, SourceText fieldPath) {}

    /** Labels and annotations of the pod. */
    public record PodMetadata(
            SequencedMap<String, String> labels, SequencedMap<String, String> annotations) {}

    /** A container that runs before the program, or beside it. */
    public record InitContainer(String name, boolean sidecar, Span span) {}

    /**
     * Settings that say where and how a pod runs.
     *
     * @param settings as written, by field name
     * @param references the values among them that the document names by what feeds them
     */
    public record PodSettings(MapNode settings, List<Reference> references) {}
}
