package penstock.control;

import java.util.List;
import penstock.compiler.Compilation;
import penstock.compiler.Frontend;
import penstock.plan.ErrorCode;
import penstock.plan.Plan;
import penstock.plan.Problem;
import penstock.spec.Diagnostic;
import penstock.spec.Severity;

/** Compiles documents for the use cases; one that makes the front end throw is refused as well. */
final class Compiler {

    private final Frontend frontend;
    private final Capacity machine;

    Compiler(Frontend frontend, Capacity machine) {
        this.frontend = frontend;
        this.machine = machine;
    }

    /** A plan that this machine can run, as far as that is known before its steps' inputs. */
    Outcome<Plan> compileToRun(String document) {
        return switch (compile(document)) {
            case Outcome.Refused<Plan> refused -> refused;
            case Outcome.Done<Plan>(Plan plan) -> {
                Problem problem = Share.refusal(plan, machine);
                yield problem == null ? new Outcome.Done<>(plan) : Outcome.refused(problem);
            }
        };
    }

    Outcome<Plan> compile(String document) {
        try {
            return switch (frontend.compile(document)) {
                case Compilation.Compiled(Plan plan, List<Diagnostic> _) ->
                        new Outcome.Done<>(plan);
                case Compilation.Refused(List<Diagnostic> diagnostics) ->
                        new Outcome.Refused<>(summary(diagnostics), diagnostics);
            };
        } catch (RuntimeException bug) {
            return Outcome.refused(
                    new Problem(
                            ErrorCode.INVALID_DOCUMENT,
                            "the document could not be compiled: " + bug,
                            "This is a defect of Penstock; please report it with the document."));
        }
    }

    private static Problem summary(List<Diagnostic> diagnostics) {
        List<Diagnostic> errors =
                diagnostics.stream().filter(each -> each.severity() == Severity.ERROR).toList();
        Diagnostic first = errors.isEmpty() ? diagnostics.getFirst() : errors.getFirst();
        String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
        return new Problem(
                ErrorCode.INVALID_DOCUMENT,
                "invalid pipeline document: " + first.span() + ": " + first.message() + more,
                first.hint());
    }
}
