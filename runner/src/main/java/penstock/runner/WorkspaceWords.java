package penstock.runner;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.control.launch.Rendering;
import penstock.runner.volume.Workspaces;

/**
 * Without a private view nothing can be shown at {@code /kfp-workspace}: the command then names the
 * folder itself, in whatever argument, source text or value that path is written.
 */
final class WorkspaceWords {

    private static final Pattern PATH =
            Pattern.compile("(?<![\\w./-])" + Workspaces.PATH + "(?![\\w.-])");

    private WorkspaceWords() {}

    static Rendering.Rendered of(Site site, Rendering.Rendered rendered) {
        if (site.order().workspace() == null
                || !(site.places() instanceof StepPlaces.Shared shared)) {
            return rendered;
        }
        String folder = Matcher.quoteReplacement(shared.workspace().toString());
        List<String> argv =
                rendered.argv().stream()
                        .map(word -> PATH.matcher(word).replaceAll(folder))
                        .toList();
        return new Rendering.Rendered(
                rendered.image(), argv, PATH.matcher(rendered.executorInput()).replaceAll(folder));
    }
}
