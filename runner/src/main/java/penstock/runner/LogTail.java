package penstock.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines of a log, for messages. */
final class LogTail {

    private static final int MAX_BYTES = 4096;
    private static final int MAX_LINES = 20;

    /** Colours and other commands to a terminal, and stray control characters. */
    private static final Pattern NOT_TEXT =
            Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]|[\\p{Cntrl}&&[^\n\t]]");

    private LogTail() {}

    /** At most 20 lines and 4 KiB; empty when there is no output. */
    static String of(Path log) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long size = channel.size();
            channel.position(Math.max(0, size - MAX_BYTES));
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, MAX_BYTES));
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return lastLines(text, size > MAX_BYTES);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String lastLines(String said, boolean cut) {
        List<String> lines = said.stripTrailing().lines().toList();
        int from = Math.max(cut && lines.size() > 1 ? 1 : 0, lines.size() - MAX_LINES);
        String text = String.join("\n", lines.subList(from, lines.size()));
        return NOT_TEXT.matcher(text).replaceAll("");
    }
}
