package penstock.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;

/**
 * Makes the statement that reads a page: its first column is the sort value as cursors carry it,
 * then come the columns of the source. Databases guess wrongly which index to go along, so that is
 * said here: along the order of the list, or, where few rows meet the filter, to those, which are
 * then sorted.
 */
final class PageQuery {

    /** The order that {@link Field#ordered} is about. */
    private static final String CREATION = "created_at";

    private final Lists.Source<?> source;
    private final Paging.Request request;
    private final Field sort;

    /** What every row meets. */
    private final Where scope;

    /** The conditions that an index leads to. */
    private Where led;

    /** The conditions that no index leads to. */
    private Where other = Where.of("1 = 1");

    /** Those led to by an index that has the order of the list, and those by any other. */
    private Where along = Where.of("1 = 1");

    private @Nullable Where astray;

    /** Conditions of which each, but not their sum, has an index in the order of the list. */
    private List<Where> branches = List.of();

    private PageQuery(Lists.Source<?> source, Where scope, Paging.Request request) {
        this.source = source;
        this.request = request;
        this.scope = scope;
        this.led = scope;
        this.sort = Lists.field(source.fields(), request.sort());
        request.where().forEach(this::sortOut);
    }

    /** SQL with its parameters. */
    record Statement(String sql, List<Object> parameters) {}

    /**
     * The statement for a page.
     *
     * @param small whether the rows that indexes lead to are few
     */
    static Statement of(
            Lists.Source<?> source, Where scope, Paging.Request request, boolean small) {
        PageQuery query = new PageQuery(source, scope, request);
        return small && query.astray != null ? query.sorted() : query.inOrder();
    }

    /**
     * The statement that counts the rows of all pages, and those it looked at. It looks at the
     * first {@value Lists#COUNTED} rows that indexes lead to: those of the list, where one has them
     * in its order.
     */
    static Statement counting(Lists.Source<?> source, Where scope, Paging.Request request) {
        PageQuery query = new PageQuery(source, scope, request);
        boolean inOrder = query.astray == null && request.sort().equals(CREATION);
        List<Object> parameters = new ArrayList<>(query.other.parameters());
        parameters.addAll(query.led.parameters());
        parameters.add(Lists.COUNTED);
        return new Statement(
                "SELECT COUNT(met), COUNT(*) FROM (SELECT CASE WHEN "
                        + query.other.sql()
                        + " THEN 1 END AS met FROM "
                        + source.table()
                        + " WHERE "
                        + query.led.sql()
                        + (inOrder ? query.order(query.sort.order(), source.id()) : " LIMIT ?")
                        + ") AS looked",
                parameters);
    }

    private void sortOut(Paging.Predicate predicate) {
        Field field = Lists.field(source.fields(), predicate.field());
        Where condition = field.matches(predicate);
        if (!field.leads(predicate)) {
            other = other.and(condition);
            return;
        }
        led = led.and(condition);
        boolean byCreation = request.sort().equals(CREATION);
        if (!field.equals(sort) && !(byCreation && field.ordered())) {
            astray = astray == null ? condition : astray.and(condition);
            return;
        }
        List<Where> each = byCreation ? field.branches(predicate) : List.of();
        if (each.size() > 1 && branches.isEmpty()) {
            branches = each;
        } else {
            along = along.and(condition);
        }
    }

    /** Reads what indexes lead to and sorts it; the limit keeps databases from other ways. */
    private Statement sorted() {
        String rows =
                "(SELECT * FROM "
                        + source.table()
                        + " WHERE "
                        + led.sql()
                        + " LIMIT "
                        + Lists.COUNTED
                        + ") AS "
                        + source.table();
        Where rest = behind(other);
        List<Object> parameters = new ArrayList<>(led.parameters());
        parameters.addAll(rest.parameters());
        parameters.add(request.limit() + 1);
        return new Statement(select(rows, rest), parameters);
    }

    private Statement inOrder() {
        Where where = behind(scope.and(along).and(other));
        if (astray != null) {
            // Inside of CASE no database looks for an index.
            where =
                    where.and(
                            new Where(
                                    "CASE WHEN " + astray.sql() + " THEN 1 ELSE 0 END = 1",
                                    astray.parameters()));
        }
        List<Where> all =
                branches.isEmpty() ? List.of(where) : branches.stream().map(where::and).toList();
        List<Object> parameters = new ArrayList<>();
        for (Where each : all) {
            parameters.addAll(each.parameters());
            parameters.add(request.limit() + 1);
        }
        List<String> pages = all.stream().map(each -> select(source.table(), each)).toList();
        if (pages.size() == 1) {
            return new Statement(pages.getFirst(), parameters);
        }
        parameters.add(request.limit() + 1);
        return new Statement(merged(pages), parameters);
    }

    private String select(String rows, Where where) {
        return "SELECT "
                + sort.key()
                + " AS sort_key, "
                + source.columns()
                + ", "
                + sort.order()
                + " AS sort_value, "
                + source.id()
                + " AS sort_id FROM "
                + rows
                + " WHERE "
                + where.sql()
                + order(sort.order(), source.id());
    }

    private String merged(List<String> pages) {
        StringBuilder sql = new StringBuilder("SELECT * FROM (");
        for (int i = 0; i < pages.size(); i++) {
            sql.append(i == 0 ? "" : " UNION ALL ");
            sql.append("SELECT * FROM (").append(pages.get(i)).append(") AS page").append(i);
        }
        return sql.append(") AS pages").append(order("sort_value", "sort_id")).toString();
    }

    private String order(String value, String id) {
        String direction = request.descending() ? " DESC" : " ASC";
        return " ORDER BY " + value + direction + ", " + id + direction + " LIMIT ?";
    }

    /**
     * What is behind the row that the page before ended with. The first condition is implied by the
     * second; it lets an index find the place.
     */
    private Where behind(Where where) {
        Paging.Cursor after = request.after();
        if (after == null) {
            return where;
        }
        Object value = sort.cursorValue(after.sortValue());
        String beyond = request.descending() ? " < ?" : " > ?";
        String from = request.descending() ? " <= ?" : " >= ?";
        return where.and(
                new Where(
                        sort.order()
                                + from
                                + " AND ("
                                + sort.order()
                                + beyond
                                + " OR "
                                + source.id()
                                + beyond
                                + ")",
                        List.of(value, value, after.id())));
    }
}
