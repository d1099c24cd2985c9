package penstock.compiler.kfp;

import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.kfp.SourceText;

/** Checks names of environment variables. */
final class EnvironmentNames {
    private EnvironmentNames() {}

    static void check(SourceText name, Diagnostics diagnostics) {
        if (name.text().isEmpty() || name.text().indexOf('=') >= 0) {
            diagnostics.error(
                    DiagnosticCode.BAD_NAME,
                    name.span(),
                    "an environment variable is named '" + Names.shown(name.text()) + "'",
                    "use letters, digits and '_'");
        }
    }
}
