package penstock.compiler.kfp;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import penstock.spec.DiagnosticCode;
import penstock.spec.Diagnostics;
import penstock.spec.Span;

/** Checks names that become parts of paths, addresses and identifiers. */
final class Names {
    /** Bytes of a name that becomes part of a path, where 255 is the end and others are added. */
    static final int LONGEST = 200;

    /** Bytes of a name that stays inside the plan; nested groups make long ones. */
    static final int LONGEST_INPUT = 1_000;

    private static final int LONGEST_PIPELINE = 253;
    private static final Pattern PIPELINE =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?([./][a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private Names() {}

    static void checkPipeline(String name, Span span, Diagnostics diagnostics) {
        if (name.length() > LONGEST_PIPELINE || !PIPELINE.matcher(name).matches()) {
            diagnostics.error(
                    DiagnosticCode.BAD_NAME,
                    span,
                    "the pipeline is named '"
                            + shown(name)
                            + "' (expected: lower-case letters,"
                            + " digits, '-' and '.', at most "
                            + LONGEST_PIPELINE
                            + ")",
                    "give 'pipelineInfo.name' such a name; 'displayName' may be anything");
        }
    }

    /**
     * Checks the key of a task, which is a step of the path to it and of addresses; iterations are
     * told apart by brackets.
     */
    static void checkTask(String key, Span span, Diagnostics diagnostics) {
        check("task", key, "/[]?#", LONGEST, span, diagnostics);
    }

    /** Checks the name of an input or output. */
    static void checkField(
            String kind, String name, int longest, Span span, Diagnostics diagnostics) {
        String banned = kind.equals("output") ? "/?#" : "/";
        check(kind, name, banned, longest, span, diagnostics);
    }

    private static void check(
            String kind, String name, String banned, int longest, Span span, Diagnostics out) {
        String wrong = wrong(name, banned, longest);
        if (!wrong.isEmpty()) {
            out.error(
                    DiagnosticCode.BAD_NAME,
                    span,
                    "the name of " + kind + " '" + shown(name) + "' " + wrong,
                    "rename it");
        }
    }

    private static String wrong(String name, String banned, int longest) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "cannot be part of a path";
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > longest) {
            return "has " + bytes + " bytes (limit: " + longest + ")";
        }
        String all = String.join(" ", banned.split(""));
        boolean clean = name.chars().noneMatch(c -> isBad(c, banned));
        return clean ? "" : "may not hold " + all + " or control characters";
    }

    private static boolean isBad(int c, String banned) {
        return banned.indexOf(c) >= 0 || Character.isISOControl(c);
    }

    static String shown(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
