package penstock.spec.kfp;

import java.util.SequencedMap;
import penstock.spec.Span;
import penstock.spec.document.Node;

/**
 * The run settings of a {@code PipelineJob} envelope.
 *
 * @param parameterValues by root input name
 * @param gcsOutputDirectory the pipeline root; empty when none is named
 */
public record RuntimeConfig(
        SequencedMap<String, Node> parameterValues, String gcsOutputDirectory, Span span) {}
