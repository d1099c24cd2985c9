package penstock.store;

import org.jspecify.annotations.Nullable;
import penstock.control.port.Catalogue;
import penstock.control.port.Paging;

/** Pipelines, their versions and experiments. */
final class SqlCatalogue implements Catalogue {

    private final Writer writer;
    private final Readers readers;

    SqlCatalogue(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    @Override
    public boolean addPipeline(Pipeline pipeline, @Nullable Version first) {
        return writer.call(session -> PipelineRows.add(session, pipeline, first));
    }

    @Override
    public boolean addVersion(Version version) {
        return writer.call(session -> VersionRows.add(session, version));
    }

    @Override
    public @Nullable Pipeline pipeline(String id) {
        return readers.find(session -> PipelineRows.byId(session, id));
    }

    @Override
    public @Nullable Pipeline pipelineNamed(String namespace, String name) {
        return readers.find(session -> PipelineRows.byName(session, namespace, name));
    }

    @Override
    public @Nullable Version version(String id) {
        return readers.find(session -> VersionRows.byId(session, id));
    }

    @Override
    public @Nullable Version latestVersion(String pipelineId) {
        return readers.find(session -> VersionRows.latest(session, pipelineId));
    }

    @Override
    public Paging.Page<Pipeline> pipelines(String namespace, Paging.Request request) {
        return readers.call(session -> PipelineRows.page(session, namespace, request));
    }

    @Override
    public Paging.Page<Version> versions(String pipelineId, Paging.Request request) {
        return readers.call(session -> VersionRows.page(session, pipelineId, request));
    }

    @Override
    public boolean changePipeline(String id, Change change) {
        return writer.call(session -> PipelineRows.change(session, id, change));
    }

    @Override
    public boolean changeVersion(String id, Change change) {
        return writer.call(session -> VersionRows.change(session, id, change));
    }

    @Override
    public Removal removePipeline(String id, boolean cascade) {
        return writer.call(session -> PipelineRows.remove(session, id, cascade));
    }

    @Override
    public boolean removeVersion(String id) {
        return writer.call(session -> VersionRows.remove(session, id));
    }

    @Override
    public boolean addExperiment(Experiment experiment) {
        return writer.call(session -> ExperimentRows.add(session, experiment));
    }

    @Override
    public @Nullable Experiment experiment(String id) {
        return readers.find(session -> ExperimentRows.byId(session, id));
    }

    @Override
    public @Nullable Experiment experimentNamed(String namespace, String name) {
        return readers.find(session -> ExperimentRows.byName(session, namespace, name));
    }

    @Override
    public Paging.Page<Experiment> experiments(String namespace, Paging.Request request) {
        return readers.call(session -> ExperimentRows.page(session, namespace, request));
    }

    @Override
    public boolean archiveExperiment(String id, boolean archived) {
        return writer.call(session -> ExperimentRows.archive(session, id, archived));
    }

    @Override
    public boolean removeExperiment(String id) {
        return writer.call(session -> ExperimentRows.remove(session, id));
    }
}
