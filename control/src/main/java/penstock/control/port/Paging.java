package penstock.control.port;

import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/** Lists: which rows, in which order, from where on. */
public final class Paging {

    private Paging() {}

    /**
     * A page to read.
     *
     * @param where all must hold
     * @param sort field to order by; ties are ordered by id
     * @param limit rows per page, 1 to 200 (a store may be asked for one more internally)
     * @param after continue behind this row, or null for the first page
     */
    public record Request(
            List<Predicate> where,
            String sort,
            boolean descending,
            int limit,
            @Nullable Cursor after) {
        public Request {
            where = List.copyOf(where);
        }
    }

    /**
     * A condition on a field.
     *
     * @param values one for most operations, any number for {@link Operation#IN}
     */
    public record Predicate(String field, Operation operation, List<Value> values) {
        public Predicate {
            values = List.copyOf(values);
        }
    }

    /** How a field is compared. */
    public enum Operation {
        EQUALS,
        NOT_EQUALS,
        GREATER_THAN,
        GREATER_THAN_EQUALS,
        LESS_THAN,
        LESS_THAN_EQUALS,
        IN,
        IS_SUBSTRING
    }

    /** The sort value (as text) and id of the last row of a page. */
    public record Cursor(String sortValue, String id) {}

    /**
     * A page.
     *
     * @param next where the next page starts, or null on the last page
     * @param total rows on all pages together
     */
    public record Page<T>(List<T> items, @Nullable Cursor next, long total) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
