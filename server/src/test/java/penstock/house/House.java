package penstock.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The project as its own tests see it: a tree of files, and classes. */
final class House {
    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", "dist", ".git", ".penstock", "test-results");

    private House() {}

    /** The folder that holds the parent pom. */
    static Path root() {
        String given = System.getProperty("penstock.root");
        Path root = Path.of(given == null ? ".." : given).toAbsolutePath().normalize();
        if (!Files.isRegularFile(root.resolve("ARCHITECTURE.md"))) {
            throw new IllegalStateException(
                    root
                            + " is not the project's root; start the tests by ./dev or set -Dpenstock.root");
        }
        return root;
    }

    /** Every file of the project with this ending, without what is generated or fetched. */
    static List<Path> files(String ending) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    root(),
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return NOT_OURS.contains(folder.getFileName().toString())
                                    ? FileVisitResult.SKIP_SUBTREE
                                    : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (file.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
                                found.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    /** The Java sources below src/main of every module. */
    static List<Path> mainSources() {
        return files(".java").stream().filter(file -> named(file).contains("/src/main/")).toList();
    }

    /** The file's path from the root, with slashes. */
    static String named(Path file) {
        return root().relativize(file).toString().replace('\\', '/');
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compiled classes of all modules on the class path, without tests. */
    static JavaClasses classes() {
        return Classes.ALL;
    }

    /** Read once; reading takes a second. */
    private static final class Classes {
        static final JavaClasses ALL =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("penstock");
    }
}
