package penstock.runner.volume;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import penstock.engine.RunId;

/**
 * One folder for each run whose pipeline asks for one. It stays as long as its run is known,
 * because an ended run may be retried and its steps then find what earlier ones left.
 */
public final class Workspaces {

    /** Where every step sees it. */
    public static final String PATH = "/kfp-workspace";

    private final Path root;

    /** Workspaces below a folder, which is made when first needed. */
    public Workspaces(Path root) {
        this.root = root;
    }

    /** The workspace of a run, made when it is missing. */
    public Path of(RunId run) throws IOException {
        return Files.createDirectories(path(run));
    }

    /** Where the workspace of a run is, whether there is one or not. */
    public Path path(RunId run) {
        String name = run.value();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            throw new IllegalArgumentException("run id " + name);
        }
        return root.resolve(name);
    }

    /** Removes the workspaces of runs that are gone. */
    public void sweep(Predicate<RunId> gone) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
            for (Path folder : folders) {
                if (gone.test(new RunId(String.valueOf(folder.getFileName())))) {
                    Trees.remove(folder);
                }
            }
        }
    }
}
