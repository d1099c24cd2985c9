package penstock.runner;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Finds what stands for an image on a machine without a container engine. */
public final class Images {

    /** Images that carry little more than what every machine has. */
    private static final Set<String> BASES =
            Set.of(
                    "alpine",
                    "almalinux",
                    "amazonlinux",
                    "archlinux",
                    "bash",
                    "busybox",
                    "centos",
                    "debian",
                    "fedora",
                    "rockylinux",
                    "ubi",
                    "ubi-micro",
                    "ubi-minimal",
                    "ubi8",
                    "ubi9",
                    "ubuntu");

    /** {@code python-311} and {@code python-39}, as Red Hat names its images. */
    private static final Pattern NUMBERED = Pattern.compile("python-?3(\\d{1,2})(?:-minimal)?");

    private static final Pattern TAG = Pattern.compile("(3\\.\\d{1,2})(?:[.\\-].*)?");

    private final SequencedMap<Pattern, ImageMapping> mappings;
    private final Interpreters interpreters;
    private final Shells shells;

    /**
     * @param mappings by image; a name without tag stands for every tag, {@code *} for any text;
     *     the first that fits counts
     * @param environment says by PATH, PYENV_ROOT and HOME where to look for programs
     */
    public Images(SequencedMap<String, ImageMapping> mappings, Map<String, String> environment) {
        SequencedMap<Pattern, ImageMapping> patterns = new LinkedHashMap<>();
        mappings.forEach((image, mapping) -> patterns.put(pattern(image), mapping));
        this.mappings = Collections.unmodifiableSequencedMap(patterns);
        this.interpreters = new Interpreters(environment);
        this.shells = new Shells(environment.getOrDefault("PATH", ""));
    }

    /** What runs in place of an image. */
    public sealed interface Choice {
        /**
         * Programs that stand for the image's.
         *
         * @param note what people are told
         * @param interpreter becomes {@code python}, {@code python3} and {@code pip}; null for an
         *     image that is no Python image
         * @param packages requirements to install for the step
         * @param shell becomes {@code sh}; null for the machine's own
         * @param root an unpacked image whose files take the place of the machine's; null for none
         */
        record Stand(
                String note,
                @Nullable Interpreter interpreter,
                List<String> packages,
                @Nullable Path shell,
                @Nullable Path root)
                implements Choice {
            public Stand {
                packages = List.copyOf(packages);
            }
        }

        /** Nothing: the step cannot run here. */
        record None(Problem problem) implements Choice {}
    }

    /** Decides for an image; never starts anything but a probe of an interpreter. */
    public Choice choose(String image) {
        for (Map.Entry<Pattern, ImageMapping> entry : mappings.entrySet()) {
            if (entry.getKey().matcher(image).matches()) {
                return mapped(image, entry.getValue());
            }
        }
        ImageName name = ImageName.parse(image);
        if (BASES.contains(name.base()) || image.isEmpty()) {
            return host(image);
        }
        String version = pythonOf(name);
        return version == null ? unknown(image) : python(image, version, List.of());
    }

    private Choice mapped(String image, ImageMapping mapping) {
        return switch (mapping) {
            case ImageMapping.Host() -> host(image);
            case ImageMapping.Python(String version, List<String> packages) ->
                    python(image, version, packages);
            case ImageMapping.Folder(Path root) ->
                    new Choice.Stand(
                            "image " + quoted(image) + " was replaced by the files in " + root,
                            null,
                            List.of(),
                            null,
                            root);
        };
    }

    private Choice host(String image) {
        Path shell = shells.of(ImageName.parse(image));
        String note = "image " + quoted(image) + " was replaced by the programs of this machine";
        return new Choice.Stand(note + noteOf(shell), null, List.of(), shell, null);
    }

    private Choice python(String image, String version, List<String> packages) {
        PythonVersion wanted = PythonVersion.parse(version);
        Interpreter found = wanted == null ? interpreters.usual() : interpreters.nearest(wanted);
        if (found == null) {
            return new Choice.None(
                    new Problem(
                            ErrorCode.IMAGE_UNKNOWN,
                            "image " + quoted(image) + " needs Python, and this machine has none",
                            "install Python " + (wanted == null ? "3" : wanted)));
        }
        boolean same = wanted == null || wanted.line().equals(found.version().line());
        Path shell = shells.of(ImageName.parse(image));
        String note =
                "image %s was replaced by Python %s of this machine (%s)%s%s"
                        .formatted(
                                quoted(image),
                                found.version(),
                                found.executable(),
                                same ? "" : ", because Python " + wanted + " is not installed",
                                noteOf(shell));
        return new Choice.Stand(note, found, packages, shell, null);
    }

    private static String noteOf(@Nullable Path shell) {
        return shell == null ? "" : "; its sh is " + shell;
    }

    private static Choice unknown(String image) {
        return new Choice.None(
                new Problem(
                        ErrorCode.IMAGE_UNKNOWN,
                        "image "
                                + quoted(image)
                                + " cannot be run here: steps run as processes of this"
                                + " machine, and it is neither a known base image nor a Python image",
                        """
                        say in penstock.yaml what stands for it: images: {"%1$s": {python: "3.11", packages: [...]}} \
                        for a Python image, {"%1$s": {folder: /where/it/is/unpacked}}, or {"%1$s": host} when this \
                        machine's programs will do\
                        """
                                .formatted(image)));
    }

    private static @Nullable String pythonOf(ImageName name) {
        if (name.base().equals("python")) {
            Matcher tag = TAG.matcher(name.tag());
            return tag.matches() ? tag.group(1) : "";
        }
        Matcher numbered = NUMBERED.matcher(name.base());
        return numbered.matches() ? "3." + numbered.group(1) : null;
    }

    private static Pattern pattern(String image) {
        StringBuilder out = new StringBuilder();
        for (String part : image.split("\\*", -1)) {
            out.append(out.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        boolean anyTag = ImageName.parse(image).tag().isEmpty() && image.indexOf('@') < 0;
        return Pattern.compile(anyTag ? out + "(?::[^/]*)?(?:@.*)?" : out.toString());
    }

    private static String quoted(String image) {
        return "'" + image + "'";
    }
}
