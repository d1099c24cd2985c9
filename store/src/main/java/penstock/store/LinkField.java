package penstock.store;

import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Predicate;
import penstock.plan.ValueText;

/**
 * The id of something that some rows belong to; null counts as no id.
 *
 * @param column has an index of the rows that belong to something, by id and in order of creation
 */
record LinkField(String column) implements Field {

    @Override
    public String key() {
        return word().key();
    }

    @Override
    public String order() {
        return word().order();
    }

    @Override
    public Object cursorValue(String text) {
        return text;
    }

    @Override
    public boolean leads(Predicate predicate) {
        return !id(predicate).isEmpty();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    /** The usual question is put so that the index answers it. */
    @Override
    public Where matches(Predicate predicate) {
        String id = id(predicate);
        return id.isEmpty() ? word().matches(predicate) : Where.of(column + " = ?", id);
    }

    /** The one id that is asked for, or empty. */
    private static String id(Predicate predicate) {
        return predicate.operation() == Operation.EQUALS
                ? ValueText.plain(Comparisons.single(predicate))
                : "";
    }

    private WordField word() {
        return WordField.id("COALESCE(" + column + ", '')");
    }
}
