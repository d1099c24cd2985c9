package penstock.store;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids of task runs are UUIDs, stored as their 16 bytes. */
final class TaskIds {

    private static final int BYTES = 16;

    private TaskIds() {}

    static byte[] bytes(String id) {
        UUID uuid = UUID.fromString(id);
        return ByteBuffer.allocate(BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    /** Null when {@code id} is not the id of any task run. */
    static byte @Nullable [] bytesOrNull(String id) {
        try {
            return bytes(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
