package penstock.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accelerators of this machine, by the ids that CUDA takes. */
final class Gpus {

    private static final System.Logger LOG = System.getLogger(Gpus.class.getName());
    private static final int PATIENCE_SECONDS = 10;
    private static final String TOOL = "nvidia-smi";

    private Gpus() {}

    /**
     * As configured; else those that the server itself is let to see; else all that the driver's
     * tool names; else none.
     *
     * @param count from the command line; null when it does not say
     * @param settings from the settings file; null when it does not say
     * @param environment the server's own variables
     */
    static List<String> of(
            @Nullable Integer count,
            @Nullable List<String> settings,
            Map<String, String> environment) {
        if (count != null) {
            return numbered(count);
        }
        if (settings != null) {
            return settings;
        }
        String visible = environment.get("CUDA_VISIBLE_DEVICES");
        return visible == null ? found(environment) : ids(visible.replace(",", "\n"));
    }

    /** So many, by number. */
    static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static List<String> found(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, TOOL))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Gpus::ask)
                .orElse(List.of());
    }

    private static List<String> ask(Path tool) {
        try {
            Process process =
                    new ProcessBuilder(tool.toString(), "--query-gpu=uuid", "--format=csv,noheader")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.log(System.Logger.Level.WARNING, tool + " does not answer: no accelerators");
                return List.of();
            }
            byte[] said = process.getInputStream().readAllBytes();
            return process.exitValue() == 0
                    ? ids(new String(said, StandardCharsets.UTF_8))
                    : List.of();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, tool + ": no accelerators", e);
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<String> ids(String lines) {
        return lines.lines().map(String::strip).filter(id -> !id.isEmpty()).distinct().toList();
    }
}
