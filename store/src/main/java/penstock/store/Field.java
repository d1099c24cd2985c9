package penstock.store;

import java.util.ArrayList;
import java.util.List;
import penstock.control.port.Paging.Operation;
import penstock.control.port.Paging.Predicate;
import penstock.plan.ValueText;

/** Something that lists can be sorted and filtered by. */
sealed interface Field
        permits TextField,
                WordField,
                LinkField,
                Field.Time,
                Field.Metric,
                Field.Flag,
                Field.Tags,
                Field.Tag {

    /** Fields of this name and a tag's name behind it are tags. */
    String TAG_PREFIX = "tags.";

    /** Fields of this name and a metric's name behind it are metrics. */
    String METRIC_PREFIX = "metric:";

    /** The value as cursors carry it, as SQL; never null. */
    String key();

    /** What to order by, as SQL; never null. */
    String order();

    /** The value of a cursor, to be compared with {@link #order}. */
    Object cursorValue(String text);

    /** The condition that the predicate stands for. */
    Where matches(Predicate predicate);

    /** The tag called {@code name}, where this field stands for all tags. */
    default Field tag(String name) {
        throw new IllegalArgumentException("there is no tag '" + name + "'");
    }

    /**
     * Whether an index leads to the rows that meet {@code predicate}, whatever else is asked for.
     */
    default boolean leads(Predicate predicate) {
        return false;
    }

    /** Whether that index has the rows of each value in order of creation. */
    default boolean ordered() {
        return false;
    }

    /**
     * Conditions that exclude each other and together are {@code predicate}, where {@link #ordered}
     * holds for each of them but not for their sum; otherwise one condition.
     */
    default List<Where> branches(Predicate predicate) {
        return List.of(matches(predicate));
    }

    /** Whether {@code operation} says what a value is, not what it is not or holds somewhere. */
    static boolean isDirect(Operation operation) {
        return operation != Operation.NOT_EQUALS && operation != Operation.IS_SUBSTRING;
    }

    /**
     * A time, compared by the second as KFP has it.
     *
     * @param column nanoseconds
     * @param indexed whether there is an index in their order
     */
    record Time(String column, boolean indexed) implements Field {

        @Override
        public String key() {
            return "CAST(" + order() + " AS TEXT)";
        }

        @Override
        public String order() {
            return column;
        }

        @Override
        public Object cursorValue(String text) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "cursor '" + text + "' (expected: a time in nanoseconds)", e);
            }
        }

        @Override
        public boolean leads(Predicate predicate) {
            return indexed && isDirect(predicate.operation());
        }

        @Override
        public Where matches(Predicate predicate) {
            return switch (predicate.operation()) {
                case IN ->
                        Where.any(
                                Comparisons.several(predicate).stream()
                                        .map(value -> during(Comparisons.seconds(value)))
                                        .toList());
                case IS_SUBSTRING -> throw new IllegalArgumentException("a time has no substrings");
                case EQUALS -> during(second(predicate));
                case NOT_EQUALS -> {
                    Where same = during(second(predicate));
                    yield new Where("NOT (" + same.sql() + ")", same.parameters());
                }
                case GREATER_THAN -> from(second(predicate) + 1);
                case GREATER_THAN_EQUALS -> from(second(predicate));
                case LESS_THAN -> before(second(predicate));
                case LESS_THAN_EQUALS -> before(second(predicate) + 1);
            };
        }

        private static long second(Predicate predicate) {
            return Comparisons.seconds(Comparisons.single(predicate));
        }

        private Where during(long second) {
            return from(second).and(before(second + 1));
        }

        private Where from(long second) {
            return Where.of(order() + " >= ?", Comparisons.nanos(second));
        }

        private Where before(long second) {
            return Where.of(order() + " < ?", Comparisons.nanos(second));
        }
    }

    /**
     * A number that was reported under a name; 0 where none was.
     *
     * @param name letters, digits, hyphens and underscores, so that it can stand in SQL
     */
    record Metric(String name) implements Field {

        public Metric {
            if (!name.matches("[a-zA-Z][-_a-zA-Z0-9]{0,63}")) {
                throw new IllegalArgumentException("metric '" + name + "'");
            }
        }

        @Override
        public String key() {
            return "printf('%!.17g', " + order() + ")";
        }

        @Override
        public String order() {
            return "COALESCE((SELECT MAX(value) FROM run_metrics WHERE run_metrics.run_no ="
                    + " runs.run_no AND run_metrics.name = '"
                    + name
                    + "' COLLATE NOCASE), 0.0)";
        }

        @Override
        public Object cursorValue(String text) {
            return Double.parseDouble(text);
        }

        @Override
        public Where matches(Predicate predicate) {
            throw new IllegalArgumentException("lists are sorted by metrics, not filtered");
        }
    }

    /** A flag that has a word for each of its two values. */
    record Flag(String column, String whenFalse, String whenTrue) implements Field {

        @Override
        public String key() {
            return "CAST(" + column + " AS TEXT)";
        }

        @Override
        public String order() {
            return column;
        }

        @Override
        public Object cursorValue(String text) {
            return text.equals("1") ? 1 : 0;
        }

        @Override
        public boolean leads(Predicate predicate) {
            return true;
        }

        @Override
        public boolean ordered() {
            return true;
        }

        @Override
        public Where matches(Predicate predicate) {
            List<Where> either = new ArrayList<>();
            if (Comparisons.holds(predicate, whenFalse)) {
                either.add(Where.of(column + " = 0"));
            }
            if (Comparisons.holds(predicate, whenTrue)) {
                either.add(Where.of(column + " = 1"));
            }
            return Where.any(either);
        }
    }

    /**
     * Tags of the rows of a list.
     *
     * @param owner the column with the id of the row that has the tags
     */
    record Tags(String owner) implements Field {

        @Override
        public String key() {
            throw new IllegalArgumentException("lists cannot be sorted by tags");
        }

        @Override
        public String order() {
            return key();
        }

        @Override
        public Object cursorValue(String text) {
            return key();
        }

        @Override
        public Where matches(Predicate predicate) {
            throw new IllegalArgumentException("tags are compared one by one, as tags.NAME");
        }

        @Override
        public Field tag(String name) {
            return new Tag(owner, name);
        }
    }

    /** One tag, which can only be asked for by its exact value. */
    record Tag(String owner, String name) implements Field {

        @Override
        public String key() {
            throw new IllegalArgumentException("lists cannot be sorted by tags");
        }

        @Override
        public String order() {
            return key();
        }

        @Override
        public Object cursorValue(String text) {
            return key();
        }

        @Override
        public Where matches(Predicate predicate) {
            if (predicate.operation() != Operation.EQUALS) {
                throw new IllegalArgumentException(
                        "tag '"
                                + name
                                + "': "
                                + predicate.operation()
                                + " (expected: EQUALS, tags know no other comparison)");
            }
            return new Where(
                    "EXISTS (SELECT 1 FROM tags WHERE tags.owner_id = "
                            + owner
                            + " AND tags.name = ? AND tags.value = ?)",
                    List.of(name, ValueText.plain(Comparisons.single(predicate))));
        }
    }
}
