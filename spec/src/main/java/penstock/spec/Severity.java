package penstock.spec;

/** How much a diagnostic matters. */
public enum Severity {
    /** The document is refused. */
    ERROR,
    /** The document is accepted, but something in it is probably not what its author meant. */
    WARNING,
    /** The document is accepted; its author may want to know this. */
    NOTE;

    /** The word that people read. */
    public String word() {
        return switch (this) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
