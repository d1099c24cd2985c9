package penstock.compiler.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.Objects;
import penstock.plan.ExpressionEvaluator.Evaluation;

/** An expression, ready to be evaluated or known to be broken. */
sealed interface Expression {

    /** Its value over {@code variables}. */
    Evaluation evaluate(Map<String, ?> variables);

    /** One that has no program. */
    record Broken(String message) implements Expression {
        @Override
        public Evaluation evaluate(Map<String, ?> variables) {
            return new Evaluation.Failed(message);
        }
    }

    /** One that has a program. */
    record Ready(CelRuntime.Program program) implements Expression {
        @Override
        public Evaluation evaluate(Map<String, ?> variables) {
            try {
                return CelValues.fromCel(program.eval(variables));
            } catch (CelEvaluationException e) {
                return new Evaluation.Failed(explain(e));
            }
        }
    }

    /** Parses {@code text}. */
    static Expression parse(String text) {
        CelValidationResult result = Library.PARSER.parse(text);
        if (result.hasError()) {
            return new Broken(explain(result.getErrors().getFirst()));
        }
        String meant = UntypedItems.meant(text);
        return meant.equals(text) ? program(result) : program(Library.PARSER.parse(meant));
    }

    private static Expression program(CelValidationResult result) {
        try {
            return new Ready(Library.RUNTIME.createProgram(result.getAst()));
        } catch (CelEvaluationException | CelValidationException e) {
            return new Broken(Objects.requireNonNullElse(e.getMessage(), "it is no valid CEL"));
        }
    }

    private static String explain(CelIssue issue) {
        CelSourceLocation place = issue.getSourceLocation();
        String where = place.getColumn() < 0 ? "" : " (character " + (place.getColumn() + 1) + ")";
        return issue.getMessage().replaceFirst(" expecting \\{.*", "") + where;
    }

    private static String explain(CelEvaluationException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "evaluation error");
        String reason = message.replaceFirst("^evaluation error( at <input>:\\d+)?: ", "");
        return e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
                ? "there is no value for " + reason
                : reason;
    }

    /** The CEL library, which takes long to load, so it is loaded at the first expression. */
    final class Library {
        private static final int LONGEST_EXPRESSION = 20_000;
        private static final int MOST_ITERATIONS = 100_000;

        private static final CelOptions OPTIONS =
                CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .maxExpressionCodePointSize(LONGEST_EXPRESSION)
                        .comprehensionMaxIterations(MOST_ITERATIONS)
                        .build();

        private static final CelParser PARSER =
                CelParserFactory.standardCelParserBuilder()
                        .setOptions(OPTIONS)
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .build();

        /** Parse-only expressions need the planner: the others pick overloads too early. */
        private static final CelRuntime RUNTIME =
                CelRuntimeFactory.plannerRuntimeBuilder()
                        .setOptions(OPTIONS)
                        .addFunctionBindings(
                                CelFunctionBinding.fromOverloads(
                                        "parseJson",
                                        CelFunctionBinding.from(
                                                "parse_json_string",
                                                String.class,
                                                CelValues::parseJson)))
                        .addFunctionBindings(
                                CelFunctionBinding.fromOverloads(
                                        UntypedItems.ORDER,
                                        CelFunctionBinding.from(
                                                "order_string_string",
                                                String.class,
                                                String.class,
                                                UntypedItems::order)))
                        .build();

        private Library() {}
    }
}
