package penstock.store.codec;

import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Value;

/** Problems as JSON. */
public final class ProblemCodec {

    private ProblemCodec() {}

    /** The problem as JSON text. */
    public static String write(Problem problem) {
        return JsonOut.text(out -> write(out, problem));
    }

    /** The problem written in {@code json}. */
    public static Problem read(String json) {
        return read(JsonIn.read(json));
    }

    static void write(JsonOut out, Problem problem) {
        out.object(() ->
                out.field("code", problem.code())
                        .field("message", problem.message())
                        .unlessEmpty("hint", problem.hint()));
    }

    static Problem read(Value json) {
        Fields fields = Fields.of("problem", json, "code", "message", "hint");
        return new Problem(
                fields.constant("code", ErrorCode.class),
                fields.text("message"),
                fields.text("hint", ""));
    }
}
