package penstock.spec.document;

import penstock.spec.Span;

/** A datum of a document with its place. Subtrees that an alias repeats are shared. */
public sealed interface Node permits MapNode, ListNode, ScalarNode {

    /** Where it stands. */
    Span span();

    /** What it is, for messages: {@code a map}, {@code the text 'x'}, … */
    String describe();
}
