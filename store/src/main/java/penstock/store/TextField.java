package penstock.store;

import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Predicate;
import penstock.plan.ValueText;

/**
 * Text in a column that is never null, ordered as KFP's database has it: without regard to case,
 * and an underscore before a hyphen.
 *
 * @param indexed whether there is an index in that order
 */
record TextField(String column, boolean indexed) implements Field {

    @Override
    public String key() {
        return order();
    }

    @Override
    public String order() {
        return "LOWER(REPLACE(" + column + ", '_', '!'))";
    }

    @Override
    public Object cursorValue(String text) {
        return folded(text);
    }

    @Override
    public boolean leads(Predicate predicate) {
        return indexed && Field.isDirect(predicate.operation());
    }

    @Override
    public Where matches(Predicate predicate) {
        Operation operation = predicate.operation();
        return switch (operation) {
            case IN ->
                    Where.any(
                            Comparisons.several(predicate).stream()
                                    .map(value -> is(ValueText.plain(value)))
                                    .toList());
            case IS_SUBSTRING ->
                    Where.of(column + " LIKE ? ESCAPE '\\'", Comparisons.anywhere(predicate));
            case EQUALS -> is(text(predicate));
            case NOT_EQUALS -> Where.of(ignoringCase() + " <> ?", text(predicate));
            case GREATER_THAN, GREATER_THAN_EQUALS, LESS_THAN, LESS_THAN_EQUALS ->
                    Where.of(order() + Comparisons.sign(operation) + "?", folded(text(predicate)));
        };
    }

    /** The first condition is implied by the second; it is the one that has an index. */
    Where is(String text) {
        return Where.of(order() + " = ? AND " + ignoringCase() + " = ?", folded(text), text);
    }

    private String ignoringCase() {
        return column + Sqlite.IGNORING_CASE;
    }

    private static String text(Predicate predicate) {
        return ValueText.plain(Comparisons.single(predicate));
    }

    /** What {@link #order} makes of {@code text}; databases fold the letters of ASCII alone. */
    static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '_') {
                folded.append('!');
            } else {
                folded.append(letter >= 'A' && letter <= 'Z' ? (char) (letter + 32) : letter);
            }
        }
        return folded.toString();
    }
}
