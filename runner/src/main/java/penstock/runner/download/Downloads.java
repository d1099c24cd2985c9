package penstock.runner.download;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import penstock.plan.ErrorCode;

/**
 * Brings content that the artifact store does not have within reach. An address is asked once at a
 * time; what it gave is kept, and asked again after five minutes.
 */
public final class Downloads implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LEAST_KEPT = Duration.ofHours(1);
    private static final int LOCKS = 64;

    private final HttpClient client;
    private final DownloadCache cache;
    private final HttpFetch http;
    private final HostFiles files;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final ReentrantReadWriteLock fetching = new ReentrantReadWriteLock();

    /**
     * @param cache a folder for what is downloaded, made when first needed
     */
    public Downloads(Path cache, ImportPolicy policy) {
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        this.cache = new DownloadCache(cache);
        this.http = new HttpFetch(client, this.cache, policy);
        this.files = new HostFiles(policy);
        Arrays.setAll(locks, any -> new ReentrantLock());
    }

    /** How an address is reached. */
    public enum Way {
        HTTP,
        FILE,
        BUCKET,
        IMAGE,
        NONE
    }

    /** The way to an address, by its scheme. */
    public static Way way(String uri) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 || uri.startsWith("/") ? "" : uri.substring(0, colon);
        return switch (scheme) {
            case "" -> uri.startsWith("/") ? Way.FILE : Way.NONE;
            case "file" -> Way.FILE;
            case "http", "https" -> Way.HTTP;
            case "gs", "s3", "minio" -> Way.BUCKET;
            case "oci" -> Way.IMAGE;
            default -> Way.NONE;
        };
    }

    /** The schemes that have a way. */
    public static List<String> schemes() {
        return List.of("minio", "s3", "gs", "oci", "http", "https", "file");
    }

    /** Whether an address that begins like one of HTTP is one that can be asked. */
    public static boolean isHttp(String uri) {
        return Addresses.http(uri) != null;
    }

    /** Content on this machine for an address that the artifact store does not have. */
    public Fetched fetch(String uri) throws IOException, InterruptedException {
        return switch (way(uri)) {
            case HTTP -> download(uri);
            case FILE -> files.find(uri);
            case BUCKET ->
                    Fetched.refused(
                            ErrorCode.FAILED_PRECONDITION,
                            "'"
                                    + Addresses.shown(uri)
                                    + "' is not in this server's store, and it has no adapter for"
                                    + " object stores elsewhere",
                            "Put the content into the data folder's store, or import it by https.");
            case IMAGE ->
                    Fetched.refused(
                            ErrorCode.FAILED_PRECONDITION,
                            "'"
                                    + Addresses.shown(uri)
                                    + "' is an image, and steps as processes cannot unpack images",
                            "Unpack its /models folder and import that by its path.");
            case NONE -> unknown(uri);
        };
    }

    /** Why an address of an unknown scheme cannot be imported. */
    public static Fetched.Refused unknown(String uri) {
        return Fetched.refused(
                ErrorCode.INVALID_ARGUMENT,
                "'" + Addresses.shown(uri) + "' is no address that can be imported",
                "Use one of " + String.join("://, ", schemes()) + ":// or an absolute path.");
    }

    private Fetched download(String uri) throws IOException, InterruptedException {
        ReentrantLock lock = locks[Math.floorMod(uri.hashCode(), LOCKS)];
        lock.lockInterruptibly();
        try {
            fetching.readLock().lockInterruptibly();
            try {
                return http.fetch(uri, Instant.now());
            } finally {
                fetching.readLock().unlock();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes downloads that nobody has asked for since; gives their bytes, 0 while something is
     * being fetched. An hour is the least, because a step may be about to read what it asked for.
     */
    public long trim(Instant unusedSince) throws IOException {
        Instant latest = Instant.now().minus(LEAST_KEPT);
        if (!fetching.writeLock().tryLock()) {
            return 0;
        }
        try {
            return cache.trim(unusedSince.isAfter(latest) ? latest : unusedSince);
        } finally {
            fetching.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
