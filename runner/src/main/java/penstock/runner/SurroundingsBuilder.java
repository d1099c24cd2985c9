package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Kubernetes;
import penstock.plan.Kubernetes.ClaimMount;
import penstock.plan.Kubernetes.FieldVariable;
import penstock.plan.Kubernetes.Keeper;
import penstock.plan.Kubernetes.KeyVariable;
import penstock.plan.Kubernetes.KeysMount;
import penstock.plan.Kubernetes.ScratchMount;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.plan.ValueText;
import penstock.runner.volume.Quantity;
import penstock.runner.volume.SubPath;
import penstock.runner.volume.VolumeName;
import penstock.runner.volume.Volumes;
import penstock.runner.volume.Workspaces;

/** Makes what one step's Kubernetes settings ask for out of folders, files and variables. */
final class SurroundingsBuilder {

    private static final String TMP = "/tmp";
    private static final String SHARED_MEMORY = "/dev/shm";

    private final Site site;
    private final Supplies supplies;
    private final Kubernetes settings;
    private final KeptValues kept;
    private final MountTargets targets;
    private final List<Mount> mounts = new ArrayList<>();
    private final SortedMap<String, String> variables = new TreeMap<>();
    private final Set<String> secrets = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    private SurroundingsBuilder(Site site, Supplies supplies) {
        this.site = site;
        this.supplies = supplies;
        this.settings = site.order().container().spec().kubernetes();
        this.kept = new KeptValues(supplies.keepers());
        this.targets = new MountTargets(site.places());
    }

    /** Makes it, in the attempt's folder where that is the attempt's own. */
    static Surroundings build(Site site, Supplies supplies, ForeignInputs foreign)
            throws IOException, InterruptedException, StepRefusal {
        SurroundingsBuilder builder = new SurroundingsBuilder(site, supplies);
        builder.mountWorkspace();
        builder.showForeign(foreign.fetch(site.order(), builder.notes));
        for (Kubernetes.Mount mount : builder.settings.mounts()) {
            builder.mount(mount);
        }
        for (Kubernetes.Variable variable : builder.settings.env()) {
            builder.set(variable);
        }
        builder.noteMetadata();
        return new Surroundings(builder.mounts, builder.variables, builder.secrets, builder.notes);
    }

    private void mountWorkspace() throws IOException {
        if (site.order().workspace() != null) {
            Path folder = supplies.workspaces().of(site.order().run().run());
            mounts.add(Mount.of(folder, Workspaces.PATH, false));
        }
    }

    /** A path of this machine is where it is; only a view may hide it. */
    private void showForeign(SortedMap<String, Path> content) throws IOException, StepRefusal {
        for (Map.Entry<String, Path> entry : content.entrySet()) {
            String relative = ForeignPaths.relative(entry.getKey());
            if (relative != null) {
                place(entry.getValue(), relative, true);
            } else if (site.view() && entry.getKey().startsWith("/")) {
                place(entry.getValue(), entry.getKey(), true);
            }
        }
    }

    private void mount(Kubernetes.Mount mount) throws IOException, StepRefusal {
        switch (mount) {
            case KeysMount keys -> mountKeys(keys);
            case ClaimMount claim -> mountClaim(claim);
            case ScratchMount scratch -> mountScratch(scratch);
        }
    }

    private void mountKeys(KeysMount mount) throws IOException, StepRefusal {
        String name = reference(mount.reference());
        if (name == null) {
            return;
        }
        Path folder = site.folder().keys().resolve(Integer.toString(mounts.size()));
        if (kept.write(mount.keeper(), name, mount.optional(), folder)) {
            place(folder, mount.path(), true);
        }
    }

    private void mountClaim(ClaimMount mount) throws IOException, StepRefusal {
        String name = reference(mount.reference());
        if (name == null) {
            throw StepRefusal.invalid(
                    "the volume mounted at '" + mount.path() + "' has no name",
                    "give the input that names it a value");
        }
        if (!VolumeName.isAllowed(name)) {
            throw StepRefusal.invalid(
                    "a volume cannot be called " + VolumeName.shown(name),
                    "use at most 253 lower-case letters, digits, '-' and '.'");
        }
        String fault = SubPath.fault(mount.subPath());
        Path folder = fault == null ? SubPath.find(volume(name), mount.subPath()) : null;
        if (folder == null) {
            throw StepRefusal.invalid(
                    "sub path '%s' of volume '%s' may lead out of it: %s"
                            .formatted(
                                    mount.subPath(),
                                    name,
                                    fault == null ? "a link is on the way" : fault),
                    "name a folder inside the volume");
        }
        place(folder, mount.path(), false);
    }

    private Path volume(String name) throws IOException {
        Volumes volumes = supplies.volumes();
        Path known = volumes.find(name);
        if (known != null) {
            return known;
        }
        String run = site.order().run().run().value();
        volumes.make(new Volumes.Making(name, "", run, ""), Instant.now());
        notes.add(
                "volume '"
                        + name
                        + "' did not exist and was made; 'penstock volume rm "
                        + name
                        + "' removes it");
        Path made = volumes.find(name);
        if (made == null) {
            throw new IOException("volume '" + name + "' was removed while it was made");
        }
        return made;
    }

    private void mountScratch(ScratchMount mount) throws IOException, StepRefusal {
        OptionalLong bytes = Quantity.bytes(mount.size());
        if (!mount.size().isEmpty() && bytes.isEmpty()) {
            throw StepRefusal.invalid(
                    "size '%s' of volume '%s' is no quantity"
                            .formatted(mount.size(), mount.volume()),
                    "write it as 512Mi or 2G");
        }
        if (mount.path().equals(TMP)) {
            notes.add("/tmp is the step's own already; its size is not limited");
        } else if (!site.view() && mount.path().equals(SHARED_MEMORY)) {
            notes.add("/dev/shm is the machine's; its size is not limited");
        } else if (mount.memory() && site.view() && isAlone(mount)) {
            mounts.add(Mount.placedMemory(targets.take(mount.path()), bytes.orElse(0)));
        } else {
            if (bytes.isPresent() || mount.memory()) {
                notes.add(
                        "volume '"
                                + mount.volume()
                                + "' is a folder on disk; its size is not limited");
            }
            Path folder = site.folder().scratch().resolve(Names.digest(mount.volume()));
            Files.createDirectories(folder);
            place(folder, mount.path(), false);
        }
    }

    /** Mounts that share a volume have to share a folder. */
    private boolean isAlone(ScratchMount mount) {
        return settings.mounts().stream()
                        .filter(other ->
                                other instanceof ScratchMount scratch
                                        && scratch.volume().equals(mount.volume()))
                        .count()
                == 1;
    }

    private void place(Path folder, String path, boolean readOnly) throws IOException, StepRefusal {
        String target = targets.take(path);
        if (site.view()) {
            mounts.add(Mount.placed(folder, target, readOnly));
            return;
        }
        Path link = Path.of(target);
        Path parent = link.getParent();
        if (parent == null || !link.startsWith(site.places().workingFolder())) {
            throw new StepRefusal(
                    new Problem(
                            ErrorCode.FAILED_PRECONDITION,
                            "a mount at '"
                                    + path
                                    + "' needs private mount views, and this machine does not allow"
                                    + " them",
                            "run the server where user namespaces are allowed, or mount at a path"
                                    + " relative to the working folder"),
                    false);
        }
        Files.createDirectories(parent);
        Files.createSymbolicLink(link, folder);
    }

    private void set(Kubernetes.Variable variable) throws StepRefusal {
        switch (variable) {
            case FieldVariable(String name, String fieldPath) ->
                    variables.put(name, new PodFacts(site.order(), settings).at(fieldPath));
            case KeyVariable key -> set(key);
        }
    }

    private void set(KeyVariable variable) throws StepRefusal {
        String name = reference(variable.reference());
        String value =
                name == null
                        ? null
                        : kept.text(variable.keeper(), name, variable.key(), variable.optional());
        if (value != null) {
            variables.put(variable.name(), value);
            if (variable.keeper() == Keeper.SECRET) {
                secrets.add(variable.name());
            }
        }
    }

    /** The name that a reference stands for; null when it has no value. */
    private @Nullable String reference(String key) throws StepRefusal {
        Value value = site.order().inputs().settings().get(key);
        if (value == null || value instanceof Value.Null) {
            return null;
        }
        if (value instanceof Value.Text(String text) && !text.isEmpty()) {
            return text;
        }
        throw StepRefusal.invalid(
                "the name of a secret, config map or volume is "
                        + ValueText.json(value)
                        + " (expected: text that is not empty)",
                "");
    }

    private void noteMetadata() {
        if (!settings.labels().isEmpty()) {
            notes.add("labels: " + settings.labels());
        }
        if (!settings.annotations().isEmpty()) {
            notes.add("annotations: " + settings.annotations());
        }
    }
}
