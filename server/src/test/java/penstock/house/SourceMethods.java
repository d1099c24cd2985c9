package penstock.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The methods of Java sources and their sizes, as the compiler's own parser sees them. */
final class SourceMethods {
    private SourceMethods() {}

    /** A method with a body; {@code lines} counts from its name or modifiers to the last brace. */
    record Method(String file, String name, long firstLine, int lines, int parameters) {
        @Override
        public String toString() {
            return file
                    + ":"
                    + firstLine
                    + " "
                    + name
                    + ", "
                    + lines
                    + " lines, "
                    + parameters
                    + " parameters";
        }
    }

    static List<Method> of(List<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Method> found = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Collector(unit, positions, found), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Collector extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> found;
        private boolean inRecord;

        Collector(CompilationUnitTree unit, SourcePositions positions, List<Method> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            boolean outer = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            inRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (method.getBody() != null) {
                long first =
                        unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                found.add(
                        new Method(
                                House.named(Path.of(unit.getSourceFile().toUri())),
                                method.getName().toString(),
                                first,
                                Math.toIntExact(last - first + 1),
                                parameters(method)));
            }
            return super.visitMethod(method, null);
        }

        /** A record's components are data, however many; they are not counted. */
        private int parameters(MethodTree method) {
            boolean isData = inRecord && method.getName().contentEquals("<init>");
            return isData ? 0 : method.getParameters().size();
        }
    }
}
