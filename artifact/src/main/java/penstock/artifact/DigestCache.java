package penstock.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** Digests of stored files, kept while path, inode, size and time of change stay the same. */
final class DigestCache {

    private static final int MAX_ENTRIES = 10_000;

    private final Map<Key, String> entries =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
                    return size() > MAX_ENTRIES;
                }
            };

    private record Key(Path path, long inode, long size, FileTime modified) {}

    String digest(Node file) throws IOException {
        Key key = key(file, file.source());
        synchronized (entries) {
            String known = entries.get(key);
            if (known != null) {
                return known;
            }
        }
        String digest = FileBytes.digest(file);
        put(key, digest);
        return digest;
    }

    /** Remembers a file under the path it is about to be renamed to. */
    void remember(Node file, Path stored, String digest) {
        put(key(file, stored), digest);
    }

    private void put(Key key, String digest) {
        synchronized (entries) {
            entries.put(key, digest);
        }
    }

    private static Key key(Node file, Path path) {
        Node.Inode inode = file.inode();
        return new Key(path, inode.number(), inode.size(), inode.modified());
    }
}
