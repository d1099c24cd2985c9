package penstock.control.cache;

import java.util.List;
import penstock.plan.Artifact;
import penstock.plan.Component.ContainerSpec;
import penstock.plan.Value;
import penstock.plan.ValueText;

/** Short values for people. */
final class Shown {

    private static final int LONGEST = 80;
    private static final int DIGEST = 12;

    private Shown() {}

    static String text(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    static String value(Value value) {
        return text(ValueText.json(value));
    }

    static String command(ContainerSpec spec) {
        int words = spec.command().size() + spec.args().size();
        return words + (words == 1 ? " word" : " words");
    }

    static String artifacts(List<Artifact> artifacts) {
        if (artifacts.size() != 1) {
            return artifacts.size() + " artifacts";
        }
        Artifact only = artifacts.getFirst();
        String digest = only.digest();
        String content = digest == null ? text(only.uri()) : digest(digest);
        return only.type().schemaTitle() + " " + content;
    }

    /** The beginning of a digest, enough to tell two apart. */
    static String digest(String digest) {
        String hex = digest.substring(digest.indexOf(':') + 1);
        return hex.length() <= DIGEST ? hex : hex.substring(0, DIGEST);
    }
}
