package penstock.compiler;

/** Turns one kind of document into plans. */
public interface Frontend {

    /** Compiles the stream {@code document}, text in YAML or JSON. */
    Compilation compile(byte[] document);

    /** Compiles the stream {@code document}, text in YAML or JSON. */
    Compilation compile(String document);
}
