package penstock.compiler.kfp;

import java.util.regex.Pattern;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.SourceText;

/** Checks amounts written as Kubernetes writes them: {@code 500m}, {@code 2}, {@code 1.5Gi}. */
final class Quantities {
    /** The SDK also takes a capital K, which Kubernetes does not have. */
    private static final Pattern QUANTITY =
            Pattern.compile(
                    "\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)"
                            + "([numkKMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,3})?");

    private Quantities() {}

    static boolean isQuantity(String text) {
        return text.length() <= 64 && QUANTITY.matcher(text).matches();
    }

    /** Reports an amount that is none; {@code what} begins the sentence. */
    static void check(String what, SourceText quantity, Diagnostics diagnostics) {
        if (!isQuantity(quantity.text())) {
            diagnostics.error(
                    DiagnosticCode.BAD_QUANTITY,
                    quantity.span(),
                    what
                            + " is '"
                            + Names.shown(quantity.text())
                            + "' (expected: a Kubernetes quantity)",
                    "write an amount such as 500m, 2, 512Mi or 1.5Gi");
        }
    }
}
