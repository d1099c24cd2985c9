package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;

/** Writes {@code order.json}, from which the spawner starts a step; see {@code PROTOCOL.md}. */
final class OrderFile {

    private final Site site;
    private final RunnerSettings settings;
    private final @Nullable Path root;

    /**
     * @param root an unpacked image whose files the step sees in place of the machine's, or null
     */
    OrderFile(Site site, RunnerSettings settings, @Nullable Path root) {
        this.site = site;
        this.settings = settings;
        this.root = root;
    }

    /**
     * Writes the order.
     *
     * @param inputs where the content of each input address is on this machine
     * @param more what else the step sees
     */
    void write(
            Preparation.Plain plain, Map<String, Path> inputs, List<Mount> more, StartFacts facts)
            throws IOException {
        Map<String, Object> order = new LinkedHashMap<>();
        AttemptId attempt = site.order().attempt();
        order.put("attempt", attempt.uuid());
        order.put("argv", plain.argv());
        order.put("env", plain.environment());
        order.put("cwd", site.places().workingFolder());
        order.put("view", site.view());
        if (root == null) {
            order.put("hidden", List.of(settings.data().toString()));
        } else {
            order.put("root", root.toString());
        }
        List<Mount> mounts = new ArrayList<>();
        if (site.view()) {
            mounts.addAll(mounts(plain.visible(), inputs));
            mounts.addAll(more);
        }
        order.put("mounts", mounts.stream().map(Mount::json).toList());
        Map<String, Object> limits = site.given().limits();
        if (!limits.isEmpty()) {
            order.put("limits", limits);
        }
        order.put("lease", lease());
        order.put("task", task(attempt));
        order.put("boot", BootId.CURRENT);
        order.put("facts", facts.json());
        Preparation.Warm warm = facts.warm();
        if (warm != null) {
            order.put("warm", Map.of("payload", warm.payload()));
        }
        site.folder().writeOrder(Json.write(order));
    }

    private Map<String, Object> lease() {
        return Map.of("host", site.order().lease().host(), "epoch", site.order().lease().epoch());
    }

    /** So that people, and a later server, can tell whose folder it is. */
    private static Map<String, Object> task(AttemptId attempt) {
        return Map.of(
                "run",
                attempt.run().value(),
                "path",
                attempt.path().value(),
                "generation",
                attempt.generation(),
                "number",
                attempt.number());
    }

    private List<Mount> mounts(List<Path> visible, Map<String, Path> inputs) {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(Mount.of(site.folder().tmp(), "/tmp", false));
        for (String root : LocalPaths.ROOTS) {
            mounts.add(Mount.memory("/" + root));
        }
        if (root == null) {
            mounts.add(Mount.of(settings.home(), settings.home().toString(), false));
            visible.forEach(folder -> mounts.add(Mount.of(folder, folder.toString(), true)));
        } else {
            mounts.add(Mount.of(settings.home(), StepEnvironment.HOME_IN_IMAGE, false));
        }
        Path out = site.folder().out();
        if (Files.exists(out)) {
            mounts.add(Mount.of(out, site.places().visiblePath(site.order().taskRoot()), false));
        }
        // By target, so that what lies inside another input comes after it.
        SortedMap<String, Path> byTarget = new TreeMap<>();
        inputs.forEach((uri, path) -> byTarget.put(site.places().visiblePath(uri), path));
        byTarget.forEach((target, path) -> mounts.add(Mount.of(path, target, true)));
        return mounts;
    }
}
