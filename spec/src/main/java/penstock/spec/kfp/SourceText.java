package penstock.spec.kfp;

import penstock.spec.Span;

/** Text and where it stands in the document. */
public record SourceText(String text, Span span) {}
