package penstock.runner;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import penstock.runner.volume.Workspaces;

/** Decides where the mounts that a document asks for go, and where they must not. */
final class MountTargets {

    private static final int LONGEST = 4_000;
    private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev");
    private static final List<String> SYSTEM =
            List.of(
                    "/", "/bin", "/etc", "/gcs", "/lib", "/lib64", "/minio", "/oci", "/s3", "/sbin",
                    "/tmp", "/usr");

    private final StepPlaces places;
    private final Set<String> taken = new LinkedHashSet<>();

    MountTargets(StepPlaces places) {
        this.places = places;
    }

    /** The absolute path that a mount path of a document means. */
    String take(String path) throws StepRefusal {
        Path target = absolute(path);
        String fault = fault(target);
        if (!fault.isEmpty()) {
            throw StepRefusal.invalid(
                    "mount path '" + shown(path) + "' " + fault,
                    "mount it elsewhere, for instance below /mnt or /data");
        }
        if (!taken.add(target.toString())) {
            throw StepRefusal.invalid(
                    "two mounts have the path '" + shown(path) + "'", "give each its own");
        }
        return target.toString();
    }

    private Path absolute(String path) throws StepRefusal {
        if (path.isBlank() || path.length() > LONGEST || path.indexOf('\0') >= 0) {
            throw StepRefusal.invalid(
                    "mount path '" + shown(path) + "' is no path",
                    "name an absolute path, or one relative to the working folder");
        }
        try {
            Path named = Path.of(path);
            for (Path part : named) {
                if (part.toString().equals("..")) {
                    throw StepRefusal.invalid(
                            "mount path '" + shown(path) + "' has a '..' in it",
                            "write it without");
                }
            }
            return Path.of(places.workingFolder()).resolve(named).normalize();
        } catch (InvalidPathException e) {
            throw StepRefusal.invalid(
                    "mount path '" + shown(path) + "' is no path: " + e.getReason(), "");
        }
    }

    private String fault(Path target) {
        for (String kernel : KERNEL) {
            if (target.startsWith(kernel) && !target.startsWith("/dev/shm")) {
                return "would cover '" + kernel + "', which every program needs";
            }
        }
        if (SYSTEM.contains(target.toString())) {
            return "would cover '" + target + "', which every step needs";
        }
        boolean own = target.startsWith(places.workingFolder());
        boolean data = target.startsWith(places.data()) || places.data().startsWith(target);
        if (data && !own) {
            return "would cover the server's data folder '" + places.data() + "'";
        }
        if (target.startsWith(Workspaces.PATH)) {
            return "would cover the run's workspace";
        }
        for (String needed : List.of(places.workingFolder(), places.outputFolder())) {
            if (Path.of(needed).startsWith(target)) {
                return "would cover '" + needed + "', which this step needs";
            }
        }
        return "";
    }

    private static String shown(String path) {
        String start = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
