package penstock.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import penstock.control.KeeperService;
import penstock.control.port.Keepers;
import penstock.control.port.Keepers.Found;
import penstock.plan.ErrorCode;
import penstock.plan.Kubernetes.Keeper;
import penstock.plan.Problem;

/**
 * Secrets and config maps as one step sees them: each is read once, so that all of a step's
 * variables and files come from the same version. No message holds a value.
 */
final class KeptValues {

    private final Keepers keepers;
    private final SortedMap<String, Found> read = new TreeMap<>();

    KeptValues(Keepers keepers) {
        this.keepers = keepers;
    }

    /** The text of a key; null when it does not exist and need not. */
    @Nullable String text(Keeper keeper, String name, String key, boolean optional)
            throws StepRefusal {
        Found.Open open = open(keeper, name, optional);
        byte[] value = open == null ? null : open.value(key);
        if (value == null) {
            if (optional) {
                return null;
            }
            throw new StepRefusal(noKey(keeper, name, key), false);
        }
        String text = decode(value);
        if (text == null) {
            throw StepRefusal.invalid(
                    "key '"
                            + key
                            + "' of "
                            + KeeperService.named(keeper, name)
                            + " is no text, so it cannot be a variable",
                    "mount it as a file");
        }
        return text;
    }

    /**
     * Writes one file for each key into a new folder; false when there is nothing and need not be.
     * Secrets are readable by the step's user alone.
     */
    boolean write(Keeper keeper, String name, boolean optional, Path folder)
            throws IOException, StepRefusal {
        Found.Open open = open(keeper, name, optional);
        if (open == null) {
            return false;
        }
        Files.createDirectories(folder);
        String mode = keeper == Keeper.SECRET ? "r--------" : "rw-r--r--";
        for (Map.Entry<String, byte[]> entry : open.data().entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(file, entry.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
        return true;
    }

    private Found.@Nullable Open open(Keeper keeper, String name, boolean optional)
            throws StepRefusal {
        return switch (read.computeIfAbsent(keeper + "/" + name, _ -> keepers.find(keeper, name))) {
            case Found.Open open -> open;
            case Found.Sealed _ -> throw new StepRefusal(KeeperService.sealed(keeper, name), false);
            case Found.Missing() -> {
                if (optional) {
                    yield null;
                }
                throw new StepRefusal(KeeperService.missing(keeper, name), false);
            }
        };
    }

    private static Problem noKey(Keeper keeper, String name, String key) {
        return new Problem(
                ErrorCode.NOT_FOUND,
                KeeperService.named(keeper, name) + " has no key '" + key + "'",
                "Add it: penstock %s set %s --from-literal %s=VALUE"
                        .formatted(KeeperService.command(keeper), name, key));
    }

    private static @Nullable String decode(byte[] value) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            return text.indexOf('\0') < 0 ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
