package penstock.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Watches a run that a command has started, to its end. */
final class Following {

    private Following() {}

    /** Shows the run until it ends; Ctrl-C cancels it. Gives the command's exit status. */
    static int untilEnd(Api api, String run, Terminal terminal, boolean json) {
        RunWatch watch = new RunWatch(api, run, terminal);
        Interruption interruption = Interruption.cancels(api, run, terminal);
        JsonNode ended;
        try {
            ended = watch.untilEnd();
        } finally {
            interruption.disarm(); // a lost connection is no wish to cancel
        }
        new RunReport(api, terminal).print(ended, watch.view().tasks());
        if (json) {
            terminal.result(ended.toPrettyString());
        }
        return ended.path("state").asText().equals("SUCCEEDED") ? ExitCode.OK : ExitCode.RUN_FAILED;
    }
}
