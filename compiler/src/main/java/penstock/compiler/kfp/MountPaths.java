package penstock.compiler.kfp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import penstock.spec.DiagnosticCode;
import penstock.spec.kfp.SourceText;

/** Checks where the folders of one program are mounted. */
final class MountPaths {
    private static final String WORKSPACE = "/kfp-workspace";
    private static final int LONGEST = 1_000;

    private final PipelineContext context;
    private final String component;
    private final Set<String> taken = new LinkedHashSet<>();

    MountPaths(PipelineContext context, String component) {
        this.context = context;
        this.component = component;
    }

    /** Takes a path, which may be absolute or relative to the program's working folder. */
    void take(SourceText path) {
        String plain = plain(path.text());
        String wrong = wrong(path.text(), plain);
        if (!wrong.isEmpty()) {
            refuse(path, wrong, "choose a folder such as /mnt/data");
        } else if (!taken.add(plain)) {
            refuse(path, "is used twice", "mount each folder at a path of its own");
        }
    }

    /** Checks a folder inside a claim. */
    void checkSubPath(SourceText path) {
        boolean climbs = List.of(path.text().split("/")).contains("..");
        if (path.text().startsWith("/") || climbs || hasControls(path.text())) {
            refuse(path, "is no path inside of a claim", "write it as in 'models/current'");
        }
    }

    private String wrong(String path, String plain) {
        if (plain.isEmpty() || plain.equals("/") || plain.equals(".")) {
            return "is no folder of its own";
        }
        if (path.length() > LONGEST || hasControls(path) || path.indexOf(':') >= 0) {
            return "has characters that no mount path can have, or too many";
        }
        if (List.of(path.split("/")).contains("..")) {
            return "climbs out with '..'";
        }
        boolean inWorkspace = plain.equals(WORKSPACE) || plain.startsWith(WORKSPACE + "/");
        return inWorkspace && context.hasWorkspace() ? "lies in the run's workspace" : "";
    }

    private static String plain(String path) {
        String single = path.strip().replaceAll("/+", "/").replaceFirst("^\\./", "");
        return single.length() > 1 ? single.replaceFirst("/$", "") : single;
    }

    private static boolean hasControls(String path) {
        return path.chars().anyMatch(Character::isISOControl);
    }

    private void refuse(SourceText path, String wrong, String hint) {
        context.diagnostics()
                .error(
                        DiagnosticCode.BAD_MOUNT,
                        path.span(),
                        "the mount path '"
                                + Names.shown(path.text())
                                + "' of component '"
                                + component
                                + "' "
                                + wrong,
                        hint);
    }
}
