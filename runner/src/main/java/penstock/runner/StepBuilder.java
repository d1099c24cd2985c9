package penstock.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.control.launch.Rendering;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptFacts;
import penstock.plan.ErrorCode;
import penstock.plan.Interface;
import penstock.plan.Problem;

/**
 * Fills the folder of an attempt with all it needs, {@code order.json} last: once that is there,
 * the attempt can be started.
 */
final class StepBuilder {

    private static final Pattern KFP_PIN = Pattern.compile("kfp==(\\d+\\.\\d+)");
    private static final PythonVersion ABSOLUTE_ADDRESSES_SINCE = new PythonVersion(2, 5, -1);

    private final RunnerSettings settings;
    private final StepPreparer preparer;
    private final Images images;
    private final InputFiles inputs;
    private final Shims shims;
    private final Supplies supplies;
    private final ForeignInputs foreign;

    StepBuilder(
            RunnerSettings settings,
            ArtifactStore store,
            StepPreparer preparer,
            Images images,
            Supplies supplies) {
        this.supplies = supplies;
        this.foreign = new ForeignInputs(store, supplies.downloads());
        this.settings = settings;
        this.preparer = preparer;
        this.images = images;
        this.inputs = new InputFiles(store);
        this.shims = new Shims(settings.data().resolve("shims"));
    }

    /** What came of it. */
    sealed interface Built {
        /** The order is written. */
        record Ready(StartFacts facts) implements Built {}

        /** The step cannot be started. */
        record Refused(Problem problem, boolean retryable) implements Built {}
    }

    /**
     * An attempt and its places.
     *
     * @param view as it is, or as it was when the attempt was built
     */
    Site site(AttemptOrder order, AttemptFolder folder, boolean view, Given given) {
        Path data = settings.data();
        Path workspace = supplies.workspaces().path(order.run().run());
        StepPlaces places =
                view
                        ? new StepPlaces.Private(folder, order.taskRoot(), data, workspace)
                        : new StepPlaces.Shared(
                                folder,
                                order.taskRoot(),
                                data,
                                inputs.locate(order, folder),
                                workspace);
        return new Site(order, folder, view, places, given);
    }

    /** Makes the attempt ready to be started; what a crash left of an earlier try is replaced. */
    Built build(AttemptOrder order, AttemptFolder folder, boolean view, Given given)
            throws IOException, InterruptedException {
        try {
            return furnished(order, folder, view, given);
        } catch (StepRefusal refusal) {
            return new Built.Refused(refusal.problem(), refusal.retryable());
        }
    }

    private Built furnished(AttemptOrder order, AttemptFolder folder, boolean view, Given given)
            throws IOException, InterruptedException, StepRefusal {
        if (LocalPaths.of(order.taskRoot()) == null) {
            return refused(
                    ErrorCode.INVALID_ARGUMENT,
                    "the pipeline root '" + order.run().pipelineRoot() + "' has no local path",
                    "use an address that starts with minio://, s3:// or gs://");
        }
        if (Files.exists(folder.path())) {
            folder.remove();
        }
        inputs.fetch(order, folder);
        Site site = site(order, folder, view, given);
        Rendering.Rendered rendered =
                WorkspaceWords.of(site, Rendering.render(order, site.places()));
        if (rendered.argv().isEmpty()) {
            return refused(
                    ErrorCode.INVALID_ARGUMENT,
                    "the step has neither command nor arguments",
                    "name a command: an image's own entry point is not known here");
        }
        if (!view && needsView(rendered, order)) {
            return refused(
                    ErrorCode.FAILED_PRECONDITION,
                    "a step compiled by a kfp older than 2.5 finds its artifacts only under /minio, /s3"
                            + " and /gcs, and this machine does not allow private mount views",
                    "compile the pipeline with kfp 2.5 or newer, or run the server where user"
                            + " namespaces are allowed");
        }
        makeFolders(site, rendered);
        Surroundings around = SurroundingsBuilder.build(site, supplies, foreign);
        return switch (images.choose(rendered.image())) {
            case Images.Choice.None(Problem problem) -> new Built.Refused(problem, false);
            case Images.Choice.Stand stand when stand.root() != null && !view ->
                    refused(
                            ErrorCode.FAILED_PRECONDITION,
                            "image '"
                                    + rendered.image()
                                    + "' is mapped to a folder, which needs"
                                    + " private mount views, and this machine does not allow them",
                            "run the server where user namespaces are allowed, or map the image to"
                                    + " programs of this machine");
            case Images.Choice.Stand stand -> prepare(site, rendered, new Furnished(stand, around));
        };
    }

    /** What stands for the image, and what else the step gets. */
    private record Furnished(Images.Choice.Stand stand, Surroundings around) {}

    private Built prepare(Site site, Rendering.Rendered rendered, Furnished furnished)
            throws IOException, InterruptedException {
        Images.Choice.Stand stand = furnished.stand();
        StepToPrepare step =
                new StepToPrepare(
                        site.order().attempt().uuid(),
                        rendered.image(),
                        rendered.argv(),
                        environment(site, furnished),
                        stand.interpreter(),
                        stand.packages(),
                        site.folder().path());
        return switch (preparer.prepare(step)) {
            case Preparation.Refused(Problem problem, boolean retryable) ->
                    new Built.Refused(problem, retryable);
            case Preparation.Plain plain -> write(site, rendered.image(), furnished, plain, null);
            case Preparation.Warm warm ->
                    write(site, rendered.image(), furnished, warm.fallback(), warm);
        };
    }

    private Built write(
            Site site,
            String image,
            Furnished furnished,
            Preparation.Plain plain,
            Preparation.@Nullable Warm warm)
            throws IOException {
        Images.Choice.Stand stand = furnished.stand();
        Surroundings around = furnished.around();
        List<String> notes = new ArrayList<>(List.of(stand.note()));
        notes.addAll(plain.notes());
        notes.addAll(around.notes());
        notes.addAll(site.given().notes());
        AttemptFacts shown =
                new AttemptFacts(
                        notes, StepEnvironment.masked(plain.environment(), around.secrets()));
        TreeSet<Path> visible = new TreeSet<>(plain.visible());
        if (Files.exists(shims.root())) {
            visible.add(shims.root());
        }
        Preparation.Plain shownFolders =
                new Preparation.Plain(
                        plain.argv(), plain.environment(), List.copyOf(visible), plain.notes());
        StartFacts facts = new StartFacts(site.view(), image, shown, site.given().devices(), warm);
        new OrderFile(site, settings, stand.root())
                .write(
                        shownFolders,
                        inputs.locate(site.order(), site.folder()),
                        around.mounts(),
                        facts);
        return new Built.Ready(facts);
    }

    private SortedMap<String, String> environment(Site site, Furnished furnished)
            throws IOException {
        Images.Choice.Stand stand = furnished.stand();
        SortedMap<String, String> own = furnished.around().variables();
        Path root = stand.root();
        SortedMap<String, String> declared = site.order().container().spec().env();
        if (root != null) {
            SortedMap<String, String> inImage =
                    StepEnvironment.inImage(
                            site.order(), settings.environment(), settings.pass(), root);
            site.given().addTo(inImage, declared);
            inImage.putAll(own);
            return inImage;
        }
        SortedMap<String, String> variables =
                StepEnvironment.of(
                        site.order(),
                        settings.environment(),
                        settings.pass(),
                        settings.home().toString());
        site.given().addTo(variables, declared);
        variables.putAll(own);
        if (!site.view()) {
            variables.put("TMPDIR", site.places().temporaryFolder());
        }
        if (stand.shell() != null) {
            putFirst(variables, shims.ofShell(stand.shell()));
        }
        if (stand.interpreter() != null) {
            putFirst(variables, shims.of(stand.interpreter()));
        }
        return variables;
    }

    private static void putFirst(SortedMap<String, String> variables, Path folder) {
        variables.merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    }

    /** As few as will do: they are made and removed once per attempt. */
    private void makeFolders(Site site, Rendering.Rendered rendered) throws IOException {
        Files.createDirectories(settings.home());
        Files.createDirectories(site.folder().tmp().resolve("work"));
        Interface io = site.order().io();
        String outputFile = site.places().executorOutputFile();
        boolean hasOutputs =
                !io.outputArtifacts().isEmpty()
                        || !io.outputParameters().isEmpty()
                        || rendered.argv().stream().anyMatch(word -> word.contains(outputFile));
        if (hasOutputs) {
            Files.createDirectory(site.folder().out());
        }
    }

    /** Old SDKs know no path for an address that is an absolute path. */
    private static boolean needsView(Rendering.Rendered rendered, AttemptOrder order) {
        if (order.outputUris().isEmpty() && order.inputs().artifacts().isEmpty()) {
            return false;
        }
        for (String word : rendered.argv()) {
            Matcher pin = KFP_PIN.matcher(word);
            PythonVersion version = pin.find() ? PythonVersion.parse(pin.group(1)) : null;
            if (version != null && version.compareTo(ABSOLUTE_ADDRESSES_SINCE) < 0) {
                return true;
            }
        }
        return false;
    }

    private static Built refused(ErrorCode code, String message, String hint) {
        return new Built.Refused(new Problem(code, message, hint), false);
    }
}
