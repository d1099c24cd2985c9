package penstock.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;

/**
 * Reads pages by keyset: a page starts behind the last row of the one before, which costs the same
 * wherever it is and is not disturbed by rows that come or go.
 */
final class Lists {

    private Lists() {}

    /**
     * A list.
     *
     * @param columns what to select, as SQL
     * @param table where from, as SQL
     * @param id the column that makes ties unique
     * @param fields what requests may sort and filter by
     */
    record Source<T>(
            String columns,
            String table,
            String id,
            SortedMap<String, Field> fields,
            Session.RowReader<Keyed<T>> reader) {}

    /** An item with the id that orders it among equals. */
    record Keyed<T>(String id, T item) {}

    /**
     * A page of {@code source}.
     *
     * @param scope what every row of the list has to meet
     * @param total rows on all pages
     * @throws IllegalArgumentException when the request names a field that the list does not have,
     *     or compares it with something of another kind
     */
    static <T> Paging.Page<T> page(
            Session session, Source<T> source, Where scope, Paging.Request request, long total)
            throws SQLException {
        Field sort = field(source.fields(), request.sort());
        Where where = filter(source.fields(), scope, request);
        Paging.Cursor after = request.after();
        if (after != null) {
            where = where.and(behind(source, sort, after, request.descending()));
        }
        String direction = request.descending() ? " DESC" : " ASC";
        String sql =
                "SELECT "
                        + sort.key()
                        + ", "
                        + source.columns()
                        + " FROM "
                        + source.table()
                        + " WHERE "
                        + where.sql()
                        + " ORDER BY "
                        + sort.order()
                        + direction
                        + ", "
                        + source.id()
                        + direction
                        + " LIMIT ?";
        List<@Nullable Object> parameters = new ArrayList<>(where.parameters());
        parameters.add(request.limit() + 1);
        List<Found<T>> found =
                session.all(
                        row -> new Found<>(row.text(1), source.reader().read(row)),
                        sql,
                        parameters.toArray());
        return cut(found, request.limit(), total);
    }

    /** A page of {@code source} with its total counted row by row. */
    static <T> Paging.Page<T> counted(
            Session session, Source<T> source, Where scope, Paging.Request request)
            throws SQLException {
        Where where = filter(source.fields(), scope, request);
        long total =
                session.number(
                        "SELECT COUNT(*) FROM " + source.table() + " WHERE " + where.sql(),
                        where.parameters().toArray());
        return page(session, source, scope, request, total);
    }

    /** The request's filter and the list's scope together. */
    static Where filter(SortedMap<String, Field> fields, Where scope, Paging.Request request) {
        Where where = scope;
        for (Paging.Predicate predicate : request.where()) {
            where = where.and(field(fields, predicate.field()).matches(predicate));
        }
        return where;
    }

    private record Found<T>(String sortValue, Keyed<T> keyed) {}

    /** One row more than asked for was read: its presence tells that there is a next page. */
    private static <T> Paging.Page<T> cut(List<Found<T>> found, int limit, long total) {
        boolean more = found.size() > limit;
        List<Found<T>> page = more ? found.subList(0, limit) : found;
        Found<T> last = more ? page.getLast() : null;
        return new Paging.Page<>(
                page.stream().map(row -> row.keyed().item()).toList(),
                last == null ? null : new Paging.Cursor(last.sortValue(), last.keyed().id()),
                total);
    }

    /** The first condition is implied by the second; it lets an index find the place. */
    private static Where behind(
            Source<?> source, Field sort, Paging.Cursor after, boolean descending) {
        Object value = sort.cursorValue(after.sortValue());
        String beyond = descending ? " < ?" : " > ?";
        String from = descending ? " <= ?" : " >= ?";
        return new Where(
                sort.order()
                        + from
                        + " AND ("
                        + sort.order()
                        + beyond
                        + " OR "
                        + source.id()
                        + beyond
                        + ")",
                List.of(value, value, after.id()));
    }

    static Field field(SortedMap<String, Field> fields, String name) {
        Field field = fields.get(name);
        if (field == null && name.startsWith(Field.TAG_PREFIX)) {
            Field tags = fields.get(Field.TAG_PREFIX);
            field = tags == null ? null : tags.tag(name.substring(Field.TAG_PREFIX.length()));
        }
        if (field == null) {
            throw new IllegalArgumentException(
                    "field '" + name + "' (expected: one of " + fields.keySet() + ")");
        }
        return field;
    }
}
