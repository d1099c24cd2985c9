package penstock.compiler.kfp;

import penstock.spec.Diagnostics;

/**
 * What lowering a part of a pipeline needs to know of the whole.
 *
 * @param hasWorkspace the tasks of a run share a folder
 */
record PipelineContext(
        Components components,
        Expressions expressions,
        boolean hasWorkspace,
        Diagnostics diagnostics) {}
