package penstock.server.list;

/** In what the versions of KFP's lists differ. */
public enum Dialect {
    /** Filters call their operation {@code op}. */
    V1BETA1("op", "v1beta1/"),
    /** Filters call their operation {@code operation}. */
    V2BETA1("operation", "");

    private static final String OLD_STATE = "STORAGESTATE_";

    private final String operation;
    private final String lists;

    Dialect(String operation, String lists) {
        this.operation = operation;
        this.lists = lists;
    }

    /** The member of a predicate that says how to compare. */
    String operation() {
        return operation;
    }

    /** What its lists are called in page tokens begins with this. */
    String lists() {
        return lists;
    }

    /** A value as stores know it: v1beta1 has words of its own for storage states. */
    String value(String text) {
        return this == V1BETA1 && text.startsWith(OLD_STATE)
                ? text.substring(OLD_STATE.length())
                : text;
    }
}
