package penstock.spec.archive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import penstock.spec.DiagnosticCode;

/** Chooses the member to read while the members of an archive go by. */
final class Choice<T> {
    private static final String WINNER = "pipeline.yaml";

    private final PackageLimits limits;
    private int seen;
    private @Nullable String name;
    private @Nullable T value;

    Choice(PackageLimits limits) {
        this.limits = limits;
    }

    /** Whether this member is better than what was taken so far. */
    boolean accepts(String member, boolean directory, boolean link) throws ArchiveRefusedException {
        countEntry();
        checkPath(member);
        boolean better = name == null || (isWinner(member) && !isWinner(name));
        if (better && link && !directory) {
            throw new ArchiveRefusedException(
                    DiagnosticCode.UNSAFE_ARCHIVE_ENTRY,
                    "'" + member + "' is a link or a device (expected: a file)",
                    "pack the file itself");
        }
        return better && !directory;
    }

    private void countEntry() throws ArchiveRefusedException {
        seen++;
        if (seen > limits.entries()) {
            throw new ArchiveRefusedException(
                    DiagnosticCode.ARCHIVE_TOO_LARGE,
                    "the archive has more than " + limits.entries() + " entries",
                    "pack the compiled pipeline alone");
        }
    }

    void take(String member, T content) {
        name = member;
        value = content;
    }

    String name() throws ArchiveRefusedException {
        if (name == null) {
            throw empty();
        }
        return name;
    }

    T value() throws ArchiveRefusedException {
        if (value == null) {
            throw empty();
        }
        return value;
    }

    private static boolean isWinner(String member) {
        return member.equals(WINNER) || member.equals("./" + WINNER);
    }

    private static void checkPath(String member) throws ArchiveRefusedException {
        String path = member.replace('\\', '/');
        boolean absolute = path.startsWith("/") || path.matches("^[A-Za-z]:.*");
        boolean climbs = Arrays.asList(path.split("/")).contains("..");
        if (absolute || climbs || path.indexOf('\0') >= 0) {
            throw new ArchiveRefusedException(
                    DiagnosticCode.UNSAFE_ARCHIVE_ENTRY,
                    "member '" + member + "' points outside the archive",
                    "pack with relative paths below the current folder");
        }
    }

    private static ArchiveRefusedException empty() {
        return new ArchiveRefusedException(
                DiagnosticCode.NO_PIPELINE_IN_ARCHIVE,
                "the archive has no file in it",
                "put the compiled pipeline into the archive as pipeline.yaml");
    }
}
