package penstock.artifact;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which addresses were looked at lately. Whoever has looked at bytes may be about to commit a
 * reference to them; whoever had looked before a crash has to look again.
 *
 * <p>Times are kept by hash in tables of fixed size. Two addresses may share a place, and then the
 * one is taken for as fresh as the other: bytes stay too long sometimes, never too short.
 */
final class Looks {

    private static final int PLACES = 1 << 18;

    private final AtomicLongArray targets = new AtomicLongArray(PLACES);
    private final AtomicLongArray folders = new AtomicLongArray(PLACES);
    private final InstantSource clock;
    private final Duration fresh;

    /**
     * @param fresh how long a look counts
     */
    Looks(InstantSource clock, Duration fresh) {
        this.clock = clock;
        this.fresh = fresh;
    }

    /** Somebody looks at {@code path} below the root. */
    void at(String path) {
        long now = clock.instant().toEpochMilli();
        targets.set(place(path), now);
        for (String folder = parent(path); !folder.isEmpty(); folder = parent(folder)) {
            folders.set(place(folder), now);
        }
    }

    /** Whether somebody looked at {@code path}, at something in it, or at a folder it is in. */
    boolean areFresh(String path) {
        Instant now = clock.instant();
        boolean found = isFresh(targets, path, now) || isFresh(folders, path, now);
        for (String folder = parent(path); !found && !folder.isEmpty(); folder = parent(folder)) {
            found = isFresh(targets, folder, now);
        }
        return found;
    }

    private boolean isFresh(AtomicLongArray times, String path, Instant now) {
        long at = times.get(place(path));
        return at != 0 && now.isBefore(Instant.ofEpochMilli(at).plus(fresh));
    }

    private static int place(String path) {
        int hash = path.hashCode();
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
