package penstock.control.launch;

import java.util.SortedMap;
import java.util.TreeMap;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.RunHeader;
import penstock.plan.Interface;

/**
 * Addresses of outputs: {@code <pipeline root>/<pipeline name>/<run id>/<task key>/<attempt
 * uuid>/<output>}, KFP's layout with the attempt in place of a random part, so that two attempts
 * never share bytes.
 */
public final class OutputUris {

    private OutputUris() {}

    /** The folder of an attempt's outputs. */
    public static String taskRoot(RunHeader run, String pipelineName, AttemptId attempt) {
        return String.join(
                "/",
                withoutQuery(run.pipelineRoot()),
                pipelineName,
                run.run().value(),
                attempt.path().key(),
                attempt.uuid());
    }

    /** The address of every declared output artifact. */
    public static SortedMap<String, String> all(Interface io, String taskRoot) {
        SortedMap<String, String> uris = new TreeMap<>();
        io.outputArtifacts().keySet().forEach(name -> uris.put(name, taskRoot + "/" + name));
        return uris;
    }

    static String of(AttemptOrder order, String output) {
        String uri = order.outputUris().get(output);
        if (uri == null) {
            throw new IllegalStateException("order without an address for output " + output);
        }
        return uri;
    }

    private static String withoutQuery(String root) {
        int query = root.indexOf('?');
        String bare = query < 0 ? root : root.substring(0, query);
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
