package penstock.store;

import java.util.List;
import java.util.Locale;
import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Predicate;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * One of few words, or an id: letters of one case, so that comparing needs no folding.
 *
 * @param column never null
 * @param upper whether the letters are capitals
 * @param ordered whether an index has the rows of each word in order of creation
 */
record WordField(String column, boolean upper, boolean ordered) implements Field {

    /** An id that belongs to one row. */
    static WordField id(String column) {
        return new WordField(column, false, false);
    }

    /** The id of something that rows belong to. */
    static WordField owner(String column) {
        return new WordField(column, false, true);
    }

    @Override
    public String key() {
        return column;
    }

    @Override
    public String order() {
        return column;
    }

    @Override
    public Object cursorValue(String text) {
        return text;
    }

    @Override
    public boolean leads(Predicate predicate) {
        return Field.isDirect(predicate.operation());
    }

    @Override
    public List<Where> branches(Predicate predicate) {
        if (!ordered || predicate.operation() != Operation.IN) {
            return List.of(matches(predicate));
        }
        return Comparisons.several(predicate).stream()
                .map(this::word)
                .distinct()
                .map(word -> Where.of(column + " = ?", word))
                .toList();
    }

    @Override
    public Where matches(Predicate predicate) {
        Operation operation = predicate.operation();
        return switch (operation) {
            case IN ->
                    Where.any(
                            Comparisons.several(predicate).stream()
                                    .map(value -> Where.of(column + " = ?", word(value)))
                                    .toList());
            case IS_SUBSTRING ->
                    Where.of(column + " LIKE ? ESCAPE '\\'", Comparisons.anywhere(predicate));
            case EQUALS,
                    NOT_EQUALS,
                    GREATER_THAN,
                    GREATER_THAN_EQUALS,
                    LESS_THAN,
                    LESS_THAN_EQUALS ->
                    Where.of(
                            column + Comparisons.sign(operation) + "?",
                            word(Comparisons.single(predicate)));
        };
    }

    private String word(Value value) {
        String text = ValueText.plain(value);
        return upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
    }
}
