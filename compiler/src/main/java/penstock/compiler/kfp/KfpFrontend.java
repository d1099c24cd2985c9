package penstock.compiler.kfp;

import penstock.compiler.Compilation;
import penstock.compiler.Frontend;
import penstock.compiler.cel.CelEvaluator;
import penstock.plan.Plan;
import penstock.spec.Diagnostics;
import penstock.spec.Reading;
import penstock.spec.document.Limits;
import penstock.spec.kfp.KfpDocument;
import penstock.spec.kfp.KfpReader;

/** Compiles KFP's IR of schema 2.1.0 and 2.0.0. Thread-safe. */
public final class KfpFrontend implements Frontend {
    private final KfpReader reader;
    private final CelEvaluator expressions;

    /** A front end that refuses documents beyond {@code limits}. */
    public KfpFrontend(Limits limits, CelEvaluator expressions) {
        this.reader = new KfpReader(limits);
        this.expressions = expressions;
    }

    @Override
    public Compilation compile(byte[] document) {
        return compile(reader.read(document));
    }

    @Override
    public Compilation compile(String document) {
        return compile(reader.read(document));
    }

    private Compilation compile(Reading<KfpDocument> reading) {
        return switch (reading) {
            case Reading.Refused<KfpDocument>(var diagnostics) ->
                    new Compilation.Refused(diagnostics);
            case Reading.Done<KfpDocument>(var document, var remarks) -> {
                Diagnostics diagnostics = new Diagnostics();
                diagnostics.addAll(remarks);
                Plan plan = new PipelineLowering(document, expressions, diagnostics).plan();
                yield plan == null
                        ? new Compilation.Refused(diagnostics.list())
                        : new Compilation.Compiled(plan, diagnostics.list());
            }
        };
    }
}
