package penstock.runner.inside;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore;
import penstock.control.port.AttemptOrder;
import penstock.plan.ErrorCode;
import penstock.runner.download.Downloads;
import penstock.runner.download.Fetched;
import penstock.runner.volume.SubPath;
import penstock.runner.volume.Trees;
import penstock.runner.volume.Workspaces;

/** Copies content into the workspace of a run, anew for each import. */
final class WorkspaceCopies {
    /** How often a copy that another step put there meanwhile is replaced. */
    private static final int MOST_REPLACED = 10;

    private final ArtifactStore store;
    private final Downloads downloads;
    private final Workspaces workspaces;

    WorkspaceCopies(ArtifactStore store, Downloads downloads, Workspaces workspaces) {
        this.store = store;
        this.downloads = downloads;
        this.workspaces = workspaces;
    }

    /** Copies it; gives why it cannot be had, or null. */
    Fetched.@Nullable Refused copy(AttemptOrder order, String uri)
            throws IOException, InterruptedException {
        String inside = Workspaces.inside(uri);
        if (order.workspace() == null || inside == null) {
            return Fetched.refused(
                    ErrorCode.FAILED_PRECONDITION,
                    inside == null
                            ? "'" + uri + "' has no place in a workspace"
                            : "the pipeline has no workspace to download to",
                    "Give the pipeline a workspace in its PipelineConfig, or import without"
                            + " download_to_workspace.");
        }
        return switch (source(uri)) {
            case Fetched.Refused refused -> refused;
            case Fetched.Content(Path path) -> {
                Path workspace = workspaces.of(order.run().run());
                yield copy(path, workspace, inside, order.attempt().uuid());
            }
        };
    }

    private Fetched source(String uri) throws IOException, InterruptedException {
        Path local = store.local(uri);
        return local != null && Files.exists(local, LinkOption.NOFOLLOW_LINKS)
                ? new Fetched.Content(local)
                : downloads.fetch(uri);
    }

    /** Another step may read an earlier copy meanwhile: it is replaced as a whole. */
    private static Fetched.@Nullable Refused copy(
            Path source, Path workspace, String inside, String attempt) throws IOException {
        int slash = inside.lastIndexOf('/');
        Path parent = SubPath.find(workspace, inside.substring(0, slash));
        if (parent == null) {
            return Fetched.refused(
                    ErrorCode.FAILED_PRECONDITION,
                    "a link is on the way to '" + inside + "' in the workspace",
                    "Remove what a step put there.");
        }
        Path target = parent.resolve(inside.substring(slash + 1));
        Path fresh = parent.resolve(".importing-" + attempt);
        Trees.remove(fresh);
        Trees.copy(source, fresh);
        replace(target, fresh);
        return null;
    }

    /** No file system moves a folder over a full one, and another step may fill it meanwhile. */
    private static void replace(Path target, Path fresh) throws IOException {
        for (int left = MOST_REPLACED; ; left--) {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                Trees.remove(target);
            }
            try {
                Files.move(
                        fresh,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (FileSystemException e) {
                if (left == 0 || !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
    }
}
