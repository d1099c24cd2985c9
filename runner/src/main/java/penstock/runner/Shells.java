package penstock.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a shell that knows what an image's {@code sh} knows. Debian's and Ubuntu's is dash, which
 * lacks {@code [[ ]]} among others; Alpine's and busybox's has it, and Red Hat's is bash.
 */
final class Shells {

    private static final Set<String> WITH_DASH = Set.of("debian", "ubuntu", "python");
    private static final Set<String> WITH_ASH = Set.of("alpine", "bash", "busybox");

    private final String path;

    Shells(String path) {
        this.path = path;
    }

    /**
     * A program that behaves like the image's when it is called {@code sh}; null for the host's.
     */
    @Nullable Path of(ImageName image) {
        boolean alpine = image.tag().contains("alpine") || WITH_ASH.contains(image.base());
        if (!alpine && (image.base().isEmpty() || WITH_DASH.contains(image.base()))) {
            return null;
        }
        List<String> wanted = alpine ? List.of("busybox", "bash") : List.of("bash");
        return wanted.stream()
                .flatMap(name -> Programs.named(name, path, List.of()).stream())
                .findFirst()
                .orElse(null);
    }
}
