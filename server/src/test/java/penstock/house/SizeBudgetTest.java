package penstock.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Things stay small. The numbers may be lowered, never raised. */
@Tag("house")
class SizeBudgetTest {
    private static final int FILE_LINES = 500;
    private static final int FILE_LINES_P90 = 250;
    private static final int METHOD_LINES = 60;

    /**
     * The best code bases of the field have 15; this is where the sources stand, and may only fall.
     */
    private static final int METHOD_LINES_P90 = 17;

    private static final int PARAMETERS = 6;

    private static final List<Path> SOURCES = House.files(".java");
    private static final List<SourceMethods.Method> METHODS = SourceMethods.of(SOURCES);

    @Test
    void theScanSawTheSources() {
        assertThat(SOURCES).hasSizeGreaterThan(50);
        assertThat(METHODS).hasSizeGreaterThan(300);
    }

    @Test
    void noFileIsLong() {
        List<Path> written =
                Stream.of(".java", ".py", ".ts", ".tsx", ".sh")
                        .map(House::files)
                        .flatMap(List::stream)
                        .toList();
        assertThat(
                        written.stream()
                                .filter(file -> House.lines(file).size() > FILE_LINES)
                                .map(House::named))
                .as("files over %d lines", FILE_LINES)
                .isEmpty();
        assertThat(percentile90(written.stream().map(file -> House.lines(file).size()).toList()))
                .as("90th percentile of lines in a file")
                .isLessThanOrEqualTo(FILE_LINES_P90);
    }

    @Test
    void noMethodIsLong() {
        assertThat(METHODS.stream().filter(method -> method.lines() > METHOD_LINES))
                .as("methods over %d lines", METHOD_LINES)
                .isEmpty();
        List<SourceMethods.Method> main = SourceMethods.of(House.mainSources());
        assertThat(percentile90(main.stream().map(SourceMethods.Method::lines).toList()))
                .as("90th percentile of lines in a method outside of tests")
                .isLessThanOrEqualTo(METHOD_LINES_P90);
    }

    @Test
    void noMethodTakesManyParameters() {
        assertThat(METHODS.stream().filter(method -> method.parameters() > PARAMETERS))
                .as("methods with more than %d parameters", PARAMETERS)
                .isEmpty();
    }

    private static int percentile90(List<Integer> sizes) {
        List<Integer> sorted = new ArrayList<>(sizes);
        sorted.sort(Comparator.naturalOrder());
        return sorted.get((sorted.size() - 1) * 9 / 10);
    }
}
