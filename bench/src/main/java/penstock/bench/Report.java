package penstock.bench;

import java.io.PrintStream;
import java.util.Arrays;

/** Prints figures in one form. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println(text);
    }

    void row(String what, String value) {
        out.println("  " + what + " ".repeat(Math.max(1, 52 - what.length())) + value);
    }

    /** The value below which {@code share} of the sorted values lie. */
    static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }
}
