package penstock.control;

import org.jspecify.annotations.Nullable;
import penstock.control.port.RecurringRuns.RecurringRun;
import penstock.control.port.RecurringRuns.Template;
import penstock.control.schedule.Trigger;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** What a recurring run has to be like, its pipeline aside. */
final class RecurringRunRules {

    private static final int LONGEST_NAME = 255;
    private static final int MOST_AT_ONCE = 10;
    private static final int LONGEST_PARAMETERS = 1 << 20;

    private RecurringRunRules() {}

    /** What is wrong with it; null when nothing is. */
    static @Nullable Problem problem(RecurringRun recurring) {
        Problem name = name(recurring.displayName());
        if (name != null) {
            return name;
        }
        int most = recurring.maxConcurrency();
        if (most < 1 || most > MOST_AT_ONCE) {
            return refused(
                    "max_concurrency of the recurring run is "
                            + most
                            + " (expected: 1 to "
                            + MOST_AT_ONCE
                            + ")",
                    "It limits how many of its runs may be unfinished when another starts.");
        }
        if (Schedules.trigger(recurring.schedule())
                instanceof Outcome.Refused<Trigger>(Problem problem, _)) {
            return problem;
        }
        return template(recurring.template());
    }

    private static @Nullable Problem name(String name) {
        if (name.isBlank()) {
            return refused("Run name cannot be empty", "Give the recurring run a display_name.");
        }
        int length = name.codePointCount(0, name.length());
        return length <= LONGEST_NAME
                ? null
                : refused(
                        "the name of the recurring run has "
                                + length
                                + " characters (expected: at most "
                                + LONGEST_NAME
                                + ")",
                        "Put what is long into its description.");
    }

    private static @Nullable Problem template(Template template) {
        if (template.pipelineId() == null && template.document() == null) {
            return refused(
                    "Cannot create a job with an empty pipeline ID",
                    "Name a pipeline, or send its document.");
        }
        int length = ValueText.json(new Value.Struct(template.parameters())).length();
        return length <= LONGEST_PARAMETERS
                ? null
                : refused(
                        "the parameters are "
                                + length
                                + " characters of JSON (limit: "
                                + LONGEST_PARAMETERS
                                + ")",
                        "Put large data where the pipeline can read it.");
    }

    private static Problem refused(String message, String hint) {
        return new Problem(ErrorCode.INVALID_ARGUMENT, message, hint);
    }
}
