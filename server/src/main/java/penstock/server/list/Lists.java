package penstock.server.list;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Paging;
import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.http.Text;

/** Makes page requests of the query parameters that all lists share. */
public final class Lists {
    private static final int DEFAULT_SIZE = 20;
    private static final int MAX_SIZE = 200;
    private static final String DEFAULT_SORT = "created_at";
    private static final Pattern SORT = Pattern.compile("(\\S+)(?: (asc|desc))?");

    private final PageTokens tokens;
    private final Dialect dialect;
    private final boolean canceledShown;

    /**
     * The rules of lists.
     *
     * @param canceledShown whether clients see cancelled runs as such; otherwise they see FAILED
     */
    public Lists(PageTokens tokens, Dialect dialect, boolean canceledShown) {
        this.tokens = tokens;
        this.dialect = dialect;
        this.canceledShown = canceledShown;
    }

    /**
     * A list that a client asks for.
     *
     * @param request what to ask of the store
     * @param list which list it is, for its tokens
     * @param filter the filter's text
     */
    public record Asked(Paging.Request request, String list, String filter) {}

    /**
     * Reads page_size, page_token, sort_by and filter. A token carries order and filter; when they
     * are sent again, they must be the same.
     *
     * @param scope what the list is restricted to, such as the id of an experiment
     */
    public Asked read(Query query, Resource resource, String scope) {
        int size = size(query.integer("page_size", 0));
        String list = dialect.lists() + resource.name() + "/" + scope;
        String token = query.text("page_token");
        return token.isEmpty()
                ? firstPage(query, resource, list, size)
                : nextPage(query, resource, list, size);
    }

    private Asked firstPage(Query query, Resource resource, String list, int size) {
        Sort sort = sort(query.text("sort_by"), resource);
        String filter = query.text("filter");
        return asked(new Place(list, sort, filter, null), resource, size);
    }

    private Asked nextPage(Query query, Resource resource, String list, int size) {
        PageTokens.Place place = tokens.read(query.text("page_token"));
        Sort sort = new Sort(place.sort(), place.descending());
        String sortBy = query.text("sort_by");
        String filter = query.text("filter");
        boolean same =
                place.list().equals(list)
                        && (sortBy.isEmpty() || sort(sortBy, resource).equals(sort))
                        && (filter.isEmpty() || sameFilter(filter, place.filter(), resource));
        if (!same) {
            throw Refusal.invalid(
                    "page_token: it continues another list (expected: the same scope, sort_by and filter)");
        }
        return asked(new Place(list, sort, place.filter(), place.after()), resource, size);
    }

    private record Place(String list, Sort sort, String filter, Paging.@Nullable Cursor after) {}

    private Asked asked(Place place, Resource resource, int size) {
        Paging.Request request =
                new Paging.Request(
                        predicates(place.filter(), resource),
                        place.sort().field(),
                        place.sort().descending(),
                        size,
                        place.after());
        return new Asked(request, place.list(), place.filter());
    }

    /** The token of the page after {@code page}; empty on the last one. */
    public String next(Asked asked, Paging.Page<?> page) {
        Paging.Cursor next = page.next();
        return next == null
                ? ""
                : tokens.write(
                        new PageTokens.Place(
                                asked.list(),
                                asked.request().sort(),
                                asked.request().descending(),
                                asked.filter(),
                                next));
    }

    private List<Paging.Predicate> predicates(String filter, Resource resource) {
        return new Filters(resource, dialect, canceledShown).read(filter);
    }

    private boolean sameFilter(String left, String right, Resource resource) {
        return predicates(left, resource).equals(predicates(right, resource));
    }

    private static int size(int asked) {
        if (asked < 0) {
            throw Refusal.invalid("page_size: " + asked + " (expected: 0 to " + MAX_SIZE + ")");
        }
        return asked == 0 ? DEFAULT_SIZE : Math.min(asked, MAX_SIZE);
    }

    private record Sort(String field, boolean descending) {}

    private static Sort sort(String sortBy, Resource resource) {
        String text = sortBy.strip().toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return new Sort(DEFAULT_SORT, false);
        }
        Matcher matcher = SORT.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.invalid(
                    "sort_by: '" + Text.shown(sortBy) + "' (expected: a key, with asc or desc)");
        }
        Resource.Field field = resource.field(matcher.group(1));
        if (field.kind() == Resource.Kind.TAG) {
            throw Refusal.invalid("sort_by: tags have no order");
        }
        return new Sort(field.name(), "desc".equals(matcher.group(2)));
    }
}
