package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.plan.Argument;
import penstock.plan.Artifact;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Template;
import penstock.plan.Template.Facet;
import penstock.runner.download.Downloads;
import penstock.runner.download.Fetched;
import penstock.runner.volume.Workspaces;

/**
 * Inputs whose bytes are not the store's, brought within reach of a step that may read them: one
 * that is given a path of theirs or the whole executor input.
 */
final class ForeignInputs {

    private final ArtifactStore store;
    private final Downloads downloads;

    ForeignInputs(ArtifactStore store, Downloads downloads) {
        this.store = store;
        this.downloads = downloads;
    }

    /**
     * Where on this machine the content of each such address is.
     *
     * @param notes gets what a step may miss
     */
    SortedMap<String, Path> fetch(AttemptOrder order, List<String> notes)
            throws IOException, InterruptedException, StepRefusal {
        SortedMap<String, Path> found = new TreeMap<>();
        for (Map.Entry<String, List<Artifact>> input : order.inputs().artifacts().entrySet()) {
            Reading reading = reading(order, input.getKey());
            for (Artifact artifact : input.getValue()) {
                String uri = artifact.uri();
                boolean wanted = reading != Reading.NONE && !found.containsKey(uri);
                if (wanted && isForeign(order, artifact)) {
                    fetch(uri, reading, found, notes);
                }
            }
        }
        return found;
    }

    /** What a step of this server was to write and did not is missing rather than foreign. */
    private boolean isForeign(AttemptOrder order, Artifact artifact) {
        String uri = artifact.uri();
        if (Workspaces.has(artifact)) {
            return false;
        }
        return switch (Downloads.way(uri)) {
            case HTTP, FILE, IMAGE, NONE -> true;
            case BUCKET -> {
                Path local = store.local(uri);
                boolean ours =
                        uri.startsWith("minio:") || uri.startsWith(order.run().pipelineRoot());
                yield !ours && (local == null || !Files.exists(local));
            }
        };
    }

    /** What a step may do with the content of an input. */
    private enum Reading {
        NONE,
        MAYBE,
        SURELY
    }

    private void fetch(
            String uri, Reading reading, SortedMap<String, Path> found, List<String> notes)
            throws IOException, InterruptedException, StepRefusal {
        switch (downloads.fetch(uri)) {
            case Fetched.Content(Path path) -> found.put(uri, path);
            case Fetched.Refused refused -> {
                boolean elsewhere =
                        switch (Downloads.way(uri)) {
                            case BUCKET, IMAGE, NONE -> true;
                            case HTTP, FILE -> false;
                        };
                if (reading == Reading.SURELY || !elsewhere) {
                    throw new StepRefusal(refused.problem(), refused.retryable());
                }
                notes.add(refused.problem().message() + "; the step finds no file there");
            }
        }
    }

    private static Reading reading(AttemptOrder order, String input) {
        ContainerSpec spec = order.container().spec();
        Reading most = Reading.NONE;
        for (List<Argument> part : List.of(spec.command(), spec.args())) {
            for (Argument argument : part) {
                Reading here = reading(argument, input);
                most = here.compareTo(most) > 0 ? here : most;
            }
        }
        return most;
    }

    private static Reading reading(Argument argument, String input) {
        return switch (argument) {
            case Argument.Word(Template template) -> reading(template, input);
            case Argument.Concat(List<Argument> items) -> most(items, input);
            case Argument.IfPresent(var _, var then, var otherwise) -> {
                Reading one = most(then, input);
                Reading other = most(otherwise, input);
                yield one.compareTo(other) > 0 ? one : other;
            }
        };
    }

    private static Reading most(List<Argument> items, String input) {
        return items.stream()
                .map(item -> reading(item, input))
                .max(Reading::compareTo)
                .orElse(Reading.NONE);
    }

    private static Reading reading(Template template, String input) {
        Reading most = Reading.NONE;
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.InputArtifact(String name, Facet facet)
                    && name.equals(input)
                    && facet instanceof Facet.Path) {
                return Reading.SURELY;
            }
            if (part instanceof Template.ExecutorInput) {
                most = Reading.MAYBE;
            }
        }
        return most;
    }
}
