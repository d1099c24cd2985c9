package penstock.server.v1;

import java.util.List;

/**
 * What the UI's frame shows of the server.
 *
 * @param notices what everyone who uses it should know
 */
public record ServerInfo(String version, String dataDir, Runner runner, List<String> notices) {
    public ServerInfo {
        notices = List.copyOf(notices);
    }

    /**
     * How steps run here.
     *
     * @param gpus accelerators, each for one step at a time
     * @param limits whether limits of processors and memory are enforced
     */
    public record Runner(
            boolean privateView, boolean warmPython, int slots, int gpus, boolean limits) {}
}
