package penstock.control.port;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.engine.AttemptId;
import penstock.engine.Inputs;
import penstock.engine.Lease;
import penstock.engine.RunHeader;
import penstock.plan.Component;
import penstock.plan.Interface;
import penstock.plan.RunSettings.Workspace;

/**
 * Everything a runner needs to run one attempt; placeholders are unresolved, because only the
 * runner knows which paths the program will see.
 *
 * @param pipelineName the name inside the document
 * @param taskRoot address under which this attempt's outputs go, without a trailing slash
 * @param work what to do
 * @param inputs what the program receives, defaults included
 * @param outputUris the address of each declared output artifact
 * @param workspace the folder that the tasks of the run share; null when its plan has none
 * @param allotment what it is given of the machine
 */
public record AttemptOrder(
        AttemptId attempt,
        Lease lease,
        RunHeader run,
        String pipelineName,
        String taskRoot,
        Component.Leaf work,
        Inputs inputs,
        SortedMap<String, String> outputUris,
        @Nullable Workspace workspace,
        Allotment allotment) {

    public AttemptOrder {
        outputUris = Collections.unmodifiableSortedMap(new TreeMap<>(outputUris));
    }

    /** An attempt of a run without a workspace. */
    public AttemptOrder(
            AttemptId attempt,
            Lease lease,
            RunHeader run,
            String pipelineName,
            String taskRoot,
            Component.Leaf work,
            Inputs inputs,
            SortedMap<String, String> outputUris) {
        this(
                attempt,
                lease,
                run,
                pipelineName,
                taskRoot,
                work,
                inputs,
                outputUris,
                null,
                Allotment.NONE);
    }

    /** The same order with that much of the machine. */
    public AttemptOrder with(Allotment given) {
        return new AttemptOrder(
                attempt,
                lease,
                run,
                pipelineName,
                taskRoot,
                work,
                inputs,
                outputUris,
                workspace,
                given);
    }

    /** What the component takes and gives. */
    public Interface io() {
        return work.io();
    }

    /** The program to run; only orders whose work is one have it. */
    public Component.Container container() {
        if (work instanceof Component.Container container) {
            return container;
        }
        throw new IllegalStateException("attempt of a task without a program: " + attempt);
    }

    /** The task's key in its scope. */
    public String taskKey() {
        return attempt.path().key();
    }
}
