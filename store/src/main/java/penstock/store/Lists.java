package penstock.store;

import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import penstock.control.port.Paging;

/**
 * Reads pages by keyset: a page starts behind the last row of the one before, which costs the same
 * wherever it is and is not disturbed by rows that come or go.
 */
final class Lists {

    /** Rows that are looked at to count a list. */
    static final int COUNTED = 10_000;

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
     * How long a list is.
     *
     * @param total rows on all pages
     * @param looked rows that its indexes lead to, {@value #COUNTED} for so many or more
     */
    record Count(long total, long looked) {
        static Count known(long total) {
            return new Count(total, total);
        }

        /** Whether all rows that an index leads to may be read and sorted. */
        boolean isSmall() {
            return looked < COUNTED;
        }
    }

    /**
     * A page of {@code source}.
     *
     * @param scope what every row of the list has to meet
     * @throws IllegalArgumentException when the request names a field that the list does not have,
     *     or compares it with something of another kind
     */
    static <T> Paging.Page<T> page(
            Session session, Source<T> source, Where scope, Paging.Request request, Count count)
            throws SQLException {
        PageQuery.Statement query = PageQuery.of(source, scope, request, count.isSmall());
        List<Found<T>> found =
                session.all(
                        row -> new Found<>(row.text(1), source.reader().read(row)),
                        query.sql(),
                        query.parameters().toArray());
        return cut(found, request.limit(), count.total());
    }

    /**
     * A page of {@code source} whose whole length is known.
     *
     * @param all rows of the list when nothing is filtered
     */
    static <T> Paging.Page<T> of(
            Session session, Source<T> source, Where scope, Paging.Request request, long all)
            throws SQLException {
        return request.where().isEmpty()
                ? page(session, source, scope, request, Count.known(all))
                : counted(session, source, scope, request);
    }

    /**
     * A page of {@code source} with its total counted: exact where no more than {@value #COUNTED}
     * rows have to be looked at, otherwise what was found among so many.
     */
    static <T> Paging.Page<T> counted(
            Session session, Source<T> source, Where scope, Paging.Request request)
            throws SQLException {
        Count count = count(session, source, scope, request);
        return page(session, source, scope, request, count);
    }

    /**
     * Counts the rows that meet the request's filter, among the first {@value #COUNTED} of those
     * that an index leads to.
     */
    static Count count(Session session, Source<?> source, Where scope, Paging.Request request)
            throws SQLException {
        PageQuery.Statement query = PageQuery.counting(source, scope, request);
        Count count =
                session.first(
                        row -> new Count(row.number(1), row.number(2)),
                        query.sql(),
                        query.parameters().toArray());
        return count == null ? Count.known(0) : count;
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

    /**
     * One row more than asked for was read: its presence tells that there is a next page. No total
     * is smaller than what was seen.
     */
    private static <T> Paging.Page<T> cut(List<Found<T>> found, int limit, long total) {
        boolean more = found.size() > limit;
        List<Found<T>> page = more ? found.subList(0, limit) : found;
        Found<T> last = more ? page.getLast() : null;
        return new Paging.Page<>(
                page.stream().map(row -> row.keyed().item()).toList(),
                last == null ? null : new Paging.Cursor(last.sortValue(), last.keyed().id()),
                Math.max(total, found.size()));
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
