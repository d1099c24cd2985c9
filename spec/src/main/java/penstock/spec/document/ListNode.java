package penstock.spec.document;

import java.util.List;
import penstock.spec.Span;

/** Items in document order. */
public record ListNode(List<Node> items, Span span) implements Node {

    public ListNode {
        items = List.copyOf(items);
    }

    @Override
    public String describe() {
        return "a list";
    }
}
