package penstock.runner;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.launch.Places;
import penstock.plan.Artifact;
import penstock.runner.volume.Workspaces;

/**
 * Where a step finds things, and where this process finds the same things. With a private view a
 * step sees KFP's own addresses and paths. Without one it is told absolute paths of this machine as
 * addresses, which kfp 2.5 and newer understand.
 */
sealed interface StepPlaces extends Places {

    /** The attempt's folder. */
    AttemptFolder folder();

    /** Address under which the attempt's outputs go. */
    String taskRoot();

    /** Where content is staged. */
    default Staging staging() {
        return new Staging(folder(), taskRoot());
    }

    /** The server's data folder, which is hidden from steps but for what they are given of it. */
    Path data();

    /** The folder of the run that its steps share, whether there is one or not. */
    Path workspace();

    /** The folder in which the step starts. */
    String workingFolder();

    /** The folder for temporary files. */
    String temporaryFolder();

    /** The folder under which the step's outputs are. */
    String outputFolder();

    /** The address meant by what the step calls an address. */
    String uri(String visible);

    /** Where this process finds what the step calls {@code path}; null when it must not look. */
    @Nullable Path here(String path);

    /** The file for an output parameter: names that are no file names are replaced. */
    static String fileName(String parameter) {
        boolean plain =
                parameter.matches("[A-Za-z0-9_][A-Za-z0-9_. -]*") && parameter.length() <= 200;
        return plain ? parameter : Names.digest(parameter);
    }

    /** Whether a path of this machine is none of a step's business. */
    private static boolean isForeign(Path path, Path data) {
        return path.startsWith(data) && !path.startsWith(data.resolve(HOME));
    }

    /** What the name of an output parameter's file starts with, in the folder of the outputs. */
    String PARAMETER = "/.parameter-";

    /** Where steps find what they keep from one to the next, below the data folder. */
    String HOME = "home";

    /** With a private view. */
    record Private(AttemptFolder folder, String taskRoot, Path data, Path workspace)
            implements StepPlaces {

        @Override
        public String outputFolder() {
            return visiblePath(taskRoot);
        }

        @Override
        public String visiblePath(Artifact input) {
            String inside = Workspaces.has(input) ? Workspaces.inside(input.uri()) : null;
            return inside == null ? visiblePath(input.uri()) : Workspaces.PATH + "/" + inside;
        }

        @Override
        public String visibleUri(String uri) {
            return uri;
        }

        @Override
        public String visiblePath(String uri) {
            String local = LocalPaths.of(uri);
            return local == null ? ForeignPaths.of(workingFolder(), uri) : "/" + local;
        }

        @Override
        public String outputParameterFile(String name) {
            return visiblePath(taskRoot) + PARAMETER + fileName(name);
        }

        @Override
        public String executorOutputFile() {
            return visiblePath(taskRoot) + "/output_metadata.json";
        }

        @Override
        public String workingFolder() {
            return "/tmp/work";
        }

        @Override
        public String temporaryFolder() {
            return "/tmp";
        }

        @Override
        public String uri(String visible) {
            String known = LocalPaths.uri(visible);
            return known == null ? visible : known;
        }

        @Override
        public @Nullable Path here(String path) {
            Path wanted = Path.of(workingFolder()).resolve(path).normalize();
            Path out = Path.of(visiblePath(taskRoot));
            if (wanted.startsWith(out)) {
                return folder.out().resolve(out.relativize(wanted));
            }
            if (wanted.startsWith(Workspaces.PATH)) {
                return workspace.resolve(Path.of(Workspaces.PATH).relativize(wanted));
            }
            if (wanted.startsWith("/tmp")) {
                return folder.tmp().resolve(Path.of("/tmp").relativize(wanted));
            }
            return isForeign(wanted, data) ? null : wanted;
        }
    }

    /**
     * Without a private view.
     *
     * @param inputs where the content of each input address is
     * @param workspace the run's folder, which such a step finds where it is
     */
    record Shared(
            AttemptFolder folder,
            String taskRoot,
            Path data,
            Map<String, Path> inputs,
            Path workspace)
            implements StepPlaces {

        public Shared {
            inputs = Map.copyOf(inputs);
        }

        @Override
        public String visibleUri(String uri) {
            Path input = inputs.get(uri);
            if (input != null) {
                return input.toString();
            }
            Path staged = uri.equals(taskRoot) ? folder.out() : staging().of(uri);
            return staged == null ? uri : staged.toString();
        }

        @Override
        public String outputFolder() {
            return folder.out().toString();
        }

        @Override
        public String visiblePath(String uri) {
            String visible = visibleUri(uri);
            return visible.equals(uri) ? ForeignPaths.of(workingFolder(), uri) : visible;
        }

        /** An SDK would look for it in a folder that is not there without a view. */
        @Override
        public Artifact visible(Artifact input) {
            String inside = Workspaces.has(input) ? Workspaces.inside(input.uri()) : null;
            return inside == null
                    ? StepPlaces.super.visible(input)
                    : Workspaces.unmarked(input, workspace.resolve(inside).toString());
        }

        @Override
        public String visiblePath(Artifact input) {
            String inside = Workspaces.has(input) ? Workspaces.inside(input.uri()) : null;
            return inside == null ? visiblePath(input.uri()) : workspace.resolve(inside).toString();
        }

        @Override
        public String outputParameterFile(String name) {
            return folder.out() + PARAMETER + fileName(name);
        }

        @Override
        public String executorOutputFile() {
            return visibleUri(taskRoot) + "/output_metadata.json";
        }

        @Override
        public String workingFolder() {
            return folder.tmp() + "/work";
        }

        @Override
        public String temporaryFolder() {
            return folder.tmp().toString();
        }

        @Override
        public String uri(String visible) {
            String out = folder.out() + "/";
            if (visible.startsWith(out)) {
                return taskRoot + "/" + visible.substring(out.length());
            }
            for (Map.Entry<String, Path> input : inputs.entrySet()) {
                if (input.getValue().toString().equals(visible)) {
                    return input.getKey();
                }
            }
            return visible;
        }

        @Override
        public @Nullable Path here(String path) {
            Path wanted = Path.of(workingFolder()).resolve(path).normalize();
            boolean own =
                    wanted.startsWith(folder.tmp())
                            || wanted.startsWith(folder.out())
                            || wanted.startsWith(workspace);
            return !own && isForeign(wanted, data) ? null : wanted;
        }
    }
}
