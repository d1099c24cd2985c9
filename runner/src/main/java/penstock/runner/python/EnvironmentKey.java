package penstock.runner.python;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digest by which equal requests find the same environment. */
final class EnvironmentKey {
    /** Digits of a key. */
    static final int LENGTH = 20;

    private final MessageDigest digest = sha256();

    private EnvironmentKey() {}

    static String of(
            EnvironmentRequest request, PythonInterpreter interpreter, PipSettings settings) {
        EnvironmentKey key = new EnvironmentKey();
        key.add(
                List.of(
                        "environment 1",
                        interpreter.binary().toString(),
                        interpreter.version(),
                        interpreter.platform(),
                        Boolean.toString(request.sitePackages())));
        for (RequirementGroup group : request.groups()) {
            key.add(group.requirements());
            key.add(group.indexUrl().stream().toList());
            key.add(group.extraIndexUrls());
            key.add(group.findLinks());
            key.add(group.flags().stream().map(RequirementGroup.Flag::option).toList());
        }
        key.add(settings.identity());
        return HexFormat.of().formatHex(key.digest.digest()).substring(0, LENGTH);
    }

    /** A digest of texts, as long as a key. */
    static String of(List<String> texts) {
        EnvironmentKey key = new EnvironmentKey();
        key.add(texts);
        return HexFormat.of().formatHex(key.digest.digest()).substring(0, LENGTH);
    }

    /** Lengths go in too, so that different lists never look the same. */
    private void add(List<String> texts) {
        digest.update((texts.size() + ";").getBytes(StandardCharsets.UTF_8));
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
