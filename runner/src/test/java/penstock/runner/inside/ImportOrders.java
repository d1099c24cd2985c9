package penstock.runner.inside;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Allotment;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.RunHeader;
import penstock.engine.RunId;
import penstock.engine.TaskPath;
import penstock.plan.ArtifactType;
import penstock.plan.Component;
import penstock.plan.Component.MetadataEntry;
import penstock.plan.Component.MetadataTemplate;
import penstock.plan.Component.VolumeChange.Change;
import penstock.plan.Interface;
import penstock.plan.RunSettings;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueTemplate;

/** Builds orders of importers and of volume changes. */
final class ImportOrders {

    static final ArtifactType DATASET = new ArtifactType("system.Dataset", "0.0.1");

    private final @Nullable Template uri;
    private final @Nullable Change change;
    private final SortedMap<String, Value> parameters = new TreeMap<>();
    private final List<MetadataEntry> metadata = new ArrayList<>();
    private boolean reimport;
    private boolean toWorkspace;
    private int attempt = 1;
    private RunSettings.@Nullable Workspace workspace;

    private ImportOrders(@Nullable Template uri, @Nullable Change change) {
        this.uri = uri;
        this.change = change;
    }

    static ImportOrders of(String uri) {
        return new ImportOrders(Template.literal(uri), null);
    }

    static ImportOrders of(Template uri) {
        return new ImportOrders(uri, null);
    }

    static ImportOrders of(Change change) {
        return new ImportOrders(null, change);
    }

    ImportOrders takes(String name, Value value) {
        parameters.put(name, value);
        return this;
    }

    ImportOrders metadata(Template key, ValueTemplate value) {
        metadata.add(new MetadataEntry(key, value));
        return this;
    }

    ImportOrders reimport() {
        reimport = true;
        return this;
    }

    ImportOrders toWorkspace() {
        toWorkspace = true;
        return this;
    }

    ImportOrders workspace() {
        workspace = new RunSettings.Workspace("1Gi", Value.EMPTY_STRUCT);
        return this;
    }

    ImportOrders attempt(int number) {
        attempt = number;
        return this;
    }

    AttemptOrder build() {
        SortedMap<String, Interface.ArtifactOutput> outputs = new TreeMap<>();
        outputs.put("artifact", new Interface.ArtifactOutput(DATASET, false, Value.EMPTY_STRUCT));
        Interface io = new Interface(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), outputs);
        RunId run = new RunId("run");
        RunHeader header =
                new RunHeader(
                        run,
                        "a run",
                        "a-run-x1",
                        "minio://bucket/root",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new TreeMap<>());
        AttemptId id = new AttemptId(run, TaskPath.ROOT.child("task"), 1, attempt);
        return new AttemptOrder(
                id,
                new Lease("here", 7),
                header,
                "pipe",
                "minio://bucket/root/pipe/run/task/" + id.uuid(),
                work(io),
                new Inputs(parameters, new TreeMap<>()),
                new TreeMap<>(),
                workspace,
                Allotment.NONE);
    }

    private Component.Leaf work(Interface io) {
        if (change != null) {
            return new Component.VolumeChange(io, change);
        }
        Template address = uri == null ? Template.literal("") : uri;
        return new Component.Importer(
                io, address, DATASET, new MetadataTemplate(metadata), reimport, toWorkspace);
    }
}
