package penstock.control.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Bytes of a structure in which nothing can pass for anything else, and their SHA-256. */
final class Canonical {

    private final MessageDigest digest;

    private Canonical() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The digest of what {@code writer} writes, as lower-case hex. */
    static String digest(Consumer<Canonical> writer) {
        Canonical out = new Canonical();
        writer.accept(out);
        return HexFormat.of().formatHex(out.digest.digest());
    }

    /** Text as its UTF-16 units, lone surrogates included, behind their number. */
    Canonical text(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * text.length());
        bytes.putInt(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes.putChar(text.charAt(i));
        }
        digest.update(bytes.array());
        return this;
    }

    Canonical flag(boolean flag) {
        digest.update((byte) (flag ? 1 : 0));
        return this;
    }

    <T> Canonical list(Collection<T> items, Consumer<T> writer) {
        number(items.size());
        items.forEach(writer);
        return this;
    }

    <T> Canonical map(SortedMap<String, T> map, Consumer<T> writer) {
        number(map.size());
        for (Map.Entry<String, T> entry : map.entrySet()) {
            text(entry.getKey());
            writer.accept(entry.getValue());
        }
        return this;
    }

    private void number(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
