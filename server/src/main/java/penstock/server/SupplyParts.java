package penstock.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import penstock.control.port.ArtifactStore;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.runner.Supplies;
import penstock.runner.download.Downloads;
import penstock.runner.download.ImportPolicy;
import penstock.runner.inside.ImporterWork;
import penstock.runner.inside.InsideRunner;
import penstock.runner.inside.StoreAddresses;
import penstock.runner.inside.VolumeWork;
import penstock.runner.inside.Works;
import penstock.store.DataFolder;
import penstock.store.Store;

/** What steps may ask for beside their inputs, and the runner of what is no program. */
record SupplyParts(Supplies supplies, InsideRunner inside) implements AutoCloseable {

    /** Where the key of secrets may be given instead of kept beside what it seals. */
    static final String KEY_VARIABLE = "PENSTOCK_SECRETS_KEY";

    static SupplyParts open(
            DataFolder folder, Store store, ArtifactStore artifacts, Settings.Imports imports)
            throws StartRefused {
        Path data = folder.path();
        byte[] key = key(data.resolve("secrets.key"), System.getenv(KEY_VARIABLE));
        Downloads downloads = new Downloads(data.resolve("downloads"), policy(data, imports));
        Supplies supplies = Supplies.of(data, store.keepers(key), downloads);
        ImporterWork importers =
                new ImporterWork(
                        new ImporterWork.Tools(
                                artifacts,
                                store.artifactNumbers(),
                                store.knownArtifacts(),
                                downloads,
                                supplies.workspaces(),
                                new StoreAddresses(folder.artifacts())));
        VolumeWork volumes = new VolumeWork(supplies.volumes(), InstantSource.system());
        return new SupplyParts(supplies, new InsideRunner(new Works(importers, volumes)));
    }

    @Override
    public void close() {
        inside.close();
        supplies.downloads().close();
    }

    /** The key given, else the one kept in {@code file}. */
    static byte[] key(Path file, @Nullable String given) throws StartRefused {
        try {
            byte[] key =
                    given == null || given.isBlank()
                            ? SecretKey.of(file, Store.SEAL_KEY_BYTES)
                            : Base64.getDecoder().decode(given.strip());
            if (key.length == Store.SEAL_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Not base64: refused below, without the text, which is a secret.
        } catch (IOException e) {
            throw new StartRefused(
                    new Problem(
                            ErrorCode.FAILED_PRECONDITION,
                            file + " cannot be read or written: " + e.getMessage(),
                            "Make it readable for the user of this server."));
        }
        throw new StartRefused(
                new Problem(
                        ErrorCode.INVALID_ARGUMENT,
                        KEY_VARIABLE
                                + " is no key (expected: "
                                + Store.SEAL_KEY_BYTES
                                + " bytes in base64)",
                        "Make one with: openssl rand -base64 " + Store.SEAL_KEY_BYTES));
    }

    private static ImportPolicy policy(Path data, Settings.Imports imports) {
        ImportPolicy usual = ImportPolicy.defaults(data);
        List<Path> roots = imports.roots();
        Long maxBytes = imports.maxBytes();
        return new ImportPolicy(
                roots == null ? usual.roots() : roots,
                data,
                imports.linkLocal(),
                maxBytes == null ? usual.maxBytes() : maxBytes,
                usual.patience());
    }
}
