package penstock.runner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.runner.KfpWorld.Ending;
import penstock.runner.python.SdkFixture;

/** What real SDKs compiled, run by the kfp they pin. */
final class KfpVersionsTest {
    @TempDir Path folder;
    private @Nullable KfpWorld opened;

    @AfterEach
    void closeWorld() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.8.22, plain, 3.10",
        "2.0.1, plain, 3.10",
        "2.1.3, plain, 3.10",
        "2.3.0, marker, 3.10",
        "2.5.0, plain, 3.10",
        "2.9.0, own_kfp, 3.10",
        "2.12.1, venv, 3.11",
        "2.14.3, marker, 3.12",
        "2.17.0, venv, 3.13",
    })
    void runForkedAsTheyRunAlone(String sdk, String variant, String python) throws Exception {
        KfpWorld kfp = open(true);
        String[] argv =
                SdkFixture.of(sdk).argv(variant).stream()
                        .map(word -> word.replace("{{$}}", input()))
                        .toArray(String[]::new);
        Orders step = Orders.command(argv).image("python:" + python);

        Ending alone = kfp.run(kfp.plain, step.build());
        Ending forked = kfp.run(kfp.warm, step.build());

        assertThat(alone.log()).contains("Looking for component `greet`");
        assertThat(alone.how()).as(alone.log()).isEqualTo("0");
        assertThat(forked).isEqualTo(new Ending(alone.log(), "0", true));
    }

    @Test
    void runForkedWithoutAPrivateView() throws Exception {
        KfpWorld kfp = open(false);
        String body = "import os; print(os.path.isdir(os.environ['TMPDIR']), __file__)";

        Ending forked = kfp.run(kfp.warm, KfpWorld.step(body).build());

        assertThat(forked.how()).isEqualTo("0");
        assertThat(forked.warm()).isTrue();
        assertThat(forked.log()).contains("True " + folder);
    }

    private static String input() {
        try {
            return KfpWorld.input(Map.of("name", "you", "times", 2));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private KfpWorld open(boolean view) throws Exception {
        opened = KfpWorld.open(folder, view);
        return requireNonNull(opened);
    }
}
