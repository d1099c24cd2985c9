package penstock.runner;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import penstock.control.port.AttemptOrder;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/**
 * Makes the surroundings of an attempt once more, for a person: the same view, variables and inputs
 * as the step had, and folders of its own for what is written, so that nothing recorded changes.
 * {@code shell.py} is then started in them by whoever has the terminal.
 */
public final class StepShells {

    /** The file in a session's folder by which somebody proves to be on this machine. */
    public static final String PROOF = "proof";

    private static final Duration UNUSED = Duration.ofHours(1);
    private static final int PROOF_BYTES = 16;

    private final RunnerSettings settings;
    private final Workshop shop;
    private final SecureRandom random = new SecureRandom();

    StepShells(Workshop shop) {
        this.settings = shop.settings();
        this.shop = shop;
    }

    /** What came of it. */
    public sealed interface Opening {
        /**
         * It is there.
         *
         * @param folder of the session, the server's user's alone; whoever uses it removes it
         * @param proof what the file {@link #PROOF} in it says
         * @param command starts the shell; what follows it is run instead of a shell
         * @param notes what differs from the step's own surroundings
         */
        record Opened(Path folder, String proof, List<String> command, List<String> notes)
                implements Opening {
            public Opened {
                command = List.copyOf(command);
                notes = List.copyOf(notes);
            }
        }

        /** It cannot be. */
        record Refused(Problem problem) implements Opening {}
    }

    /**
     * Makes the surroundings of an attempt; may take as long as preparing the step did.
     *
     * @throws IOException when files cannot be written or inputs cannot be read
     */
    public Opening open(AttemptOrder order) throws IOException, InterruptedException {
        List<Path> pythons = Spawner.pythons(settings.environment());
        if (pythons.isEmpty()) {
            return new Opening.Refused(
                    new Problem(
                            ErrorCode.FAILED_PRECONDITION,
                            "there is no python3 in PATH, which shows a step's surroundings",
                            "Install Python 3 on the server's machine."));
        }
        String name = HexFormat.of().formatHex(random(PROOF_BYTES));
        Path folder = Files.createDirectories(root().resolve(name));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        AttemptFolder step = new AttemptFolder(folder.resolve("step"));
        Given given = Given.nothing(shop.abilities());
        return switch (shop.builder().build(order, step, shop.hasView(), given)) {
            case StepBuilder.Built.Refused(Problem problem, boolean _) -> {
                AttemptFolder.removeTree(folder);
                yield new Opening.Refused(problem);
            }
            case StepBuilder.Built.Ready(StartFacts facts) -> {
                copyWhatWasLeft(settings.folder(order.attempt().uuid()), step);
                writeScript(step);
                yield opened(folder, pythons.getFirst(), order, facts);
            }
        };
    }

    private Opening opened(Path folder, Path python, AttemptOrder order, StartFacts facts)
            throws IOException {
        String proof = HexFormat.of().formatHex(random(PROOF_BYTES));
        Files.writeString(folder.resolve(PROOF), proof);
        Path program = SpawnerCode.install(settings.data().resolve("spawner")).resolve("shell.py");
        List<String> notes = new ArrayList<>(facts.shown().notes());
        notes.add("limits do not hold here, and accelerators are not set aside");
        if (order.workspace() != null) {
            notes.add("the run's workspace is the run's own: what is written there stays");
        }
        return new Opening.Opened(
                folder,
                proof,
                List.of(python.toString(), "-I", "-S", program.toString(), folder.toString()),
                notes);
    }

    /** Removes sessions that nobody uses and whose user did not remove them. */
    void sweep(Instant now) throws IOException {
        if (!Files.isDirectory(root())) {
            return;
        }
        try (DirectoryStream<Path> sessions = Files.newDirectoryStream(root())) {
            for (Path session : sessions) {
                Instant touched = Files.getLastModifiedTime(session).toInstant();
                if (touched.isBefore(now.minus(UNUSED)) && !isInUse(session.resolve("lock"))) {
                    AttemptFolder.removeTree(session);
                }
            }
        }
    }

    /** Held by {@code shell.py}. */
    private static boolean isInUse(Path lock) throws IOException {
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free == null;
        }
    }

    private Path root() {
        return settings.data().resolve("shells");
    }

    private byte[] random(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return some;
    }

    /** A program that runs the step's own one as it was run, beside it in its working folder. */
    private static void writeScript(AttemptFolder step) throws IOException {
        StringBuilder script =
                new StringBuilder("#!/bin/sh\n# Runs the step's program again.\nexec");
        for (var word : Json.read(Files.readString(step.order())).path("argv")) {
            script.append(" '").append(word.asText().replace("'", "'\\''")).append('\'');
        }
        Path file = step.tmp().resolve("work/run-step");
        Files.deleteIfExists(file);
        Files.writeString(file, script.append('\n'));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Of an attempt whose folder is still there: one that is being looked at or just ended. */
    private static void copyWhatWasLeft(AttemptFolder from, AttemptFolder to) throws IOException {
        if (from.hasEnded()) {
            copyTree(from.tmp(), to.tmp());
            copyTree(from.out(), to.out());
        }
    }

    private static void copyTree(Path source, Path target) throws IOException {
        if (!Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                Path copy = target.resolve(source.relativize(each));
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
                        || Files.isSymbolicLink(each)) { // not a pipe, whose copy would never end
                    Files.copy(
                            each,
                            copy,
                            LinkOption.NOFOLLOW_LINKS,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
