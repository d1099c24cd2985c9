package penstock.spec.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import penstock.spec.DiagnosticCode;

/** Refuses an archive once it has unpacked to more than a limit. */
final class BoundedInputStream extends FilterInputStream {
    private final long limit;
    private long count;

    BoundedInputStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        counted(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = in.skip(wanted);
        counted(skipped);
        return skipped;
    }

    private void counted(long more) throws ArchiveRefusedException {
        count += more;
        if (count > limit) {
            throw new ArchiveRefusedException(
                    DiagnosticCode.ARCHIVE_TOO_LARGE,
                    "the archive unpacks to more than " + limit + " bytes",
                    "leave data out of the package");
        }
    }
}
