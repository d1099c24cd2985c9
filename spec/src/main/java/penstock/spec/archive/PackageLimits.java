package penstock.spec.archive;

/**
 * How large an upload may be.
 *
 * @param rawBytes of the file as sent
 * @param memberBytes of the document, unpacked
 * @param expandedBytes of a whole tar archive, unpacked
 * @param entries in an archive
 */
public record PackageLimits(int rawBytes, int memberBytes, long expandedBytes, int entries) {
    /** What a server accepts: 32 MiB sent, 32 MiB of document, 256 MiB unpacked, 10 000 entries. */
    public static final PackageLimits DEFAULT =
            new PackageLimits(32 << 20, 32 << 20, 256L << 20, 10_000);
}
