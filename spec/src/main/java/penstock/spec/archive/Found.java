package penstock.spec.archive;

/** The document in an uploaded file. */
public final class Found {
    private final String name;
    private final byte[] bytes;

    Found(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** The name of the member, or of the file when it is no archive. */
    public String name() {
        return name;
    }

    /** The content; not copied, so not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
