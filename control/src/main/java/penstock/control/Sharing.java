package penstock.control;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Allotment;
import penstock.plan.Component.Resources;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.plan.Quantity;
import penstock.plan.Template;

/**
 * Reads the machine settings of one step. As on a cluster, a limit is a request where there is
 * none. What exceeds the machine is cut down to it with a note, or refused on a strict one.
 */
final class Sharing {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 2);
    private static final String TO_DO =
            "Ask for less, or start the server without --strict-resources: the step is then given"
                    + " what there is.";

    private final Capacity machine;
    private final Function<Template, String> texts;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Problem problem;

    /**
     * @param texts fills a template's placeholders; empty for a setting that is not there
     */
    Sharing(Capacity machine, Function<Template, String> texts) {
        this.machine = machine;
        this.texts = texts;
    }

    Share share(Resources resources) {
        long cpuLimit = millis(amount("CPU limit", resources.cpuLimit(), "500m or 2"));
        long cpuRequest = millis(amount("CPU request", resources.cpuRequest(), "500m or 2"));
        long memoryLimit = bytes(amount("memory limit", resources.memoryLimit(), "512Mi or 4G"));
        long memoryRequest =
                bytes(amount("memory request", resources.memoryRequest(), "512Mi or 4G"));
        Demand demand =
                new Demand(
                        cpus(cpuRequest > 0 ? cpuRequest : cpuLimit),
                        memory(memoryRequest > 0 ? memoryRequest : memoryLimit),
                        gpus(resources));
        Problem refusal = problem;
        if (refusal != null) {
            return new Share.Refused(refusal);
        }
        Allotment allotment =
                new Allotment(
                        (int) demand.gpus(),
                        cpuLimit < machine.milliCpus() ? cpuLimit : 0,
                        memoryLimit < machine.memoryBytes() ? memoryLimit : 0,
                        notes);
        return new Share.Given(demand, allotment);
    }

    private long cpus(long asked) {
        return asked <= machine.milliCpus()
                ? asked
                : less(
                        Quantity.ofMilliCpus(asked) + " CPUs",
                        Quantity.ofMilliCpus(machine.milliCpus()),
                        machine.milliCpus());
    }

    private long memory(long asked) {
        return asked <= machine.memoryBytes()
                ? asked
                : less(
                        Quantity.ofBytes(asked) + " of memory",
                        Quantity.ofBytes(machine.memoryBytes()),
                        machine.memoryBytes());
    }

    /** An accelerator is asked for by kind and number; without one of them by neither. */
    private long gpus(Resources resources) {
        String kind = text(resources.acceleratorType());
        BigDecimal count = amount("number of accelerators", resources.acceleratorCount(), "1");
        if (kind.isEmpty() || count == null || count.signum() == 0) {
            return 0;
        }
        if (count.stripTrailingZeros().scale() > 0 || count.compareTo(MOST) > 0) {
            refuse("the number of accelerators is " + count.toPlainString(), "a whole number");
            return 0;
        }
        long here = isGpu(kind) ? machine.gpus() : 0;
        long asked = count.longValue();
        return asked <= here
                ? asked
                : less(asked + " of the accelerator " + kind, here == 0 ? "none" : "" + here, here);
    }

    /** Kubernetes' name of the devices that are looked for here, a model, or what people write. */
    private static boolean isGpu(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        return name.contains("nvidia") || name.equals("gpu");
    }

    private long less(String asked, String has, long given) {
        String words = "the step asks for " + asked + " and this machine has " + has;
        if (!machine.strict()) {
            notes.add(words + (given == 0 ? ": it runs without" : ": it is given that"));
        } else if (problem == null) {
            problem = new Problem(ErrorCode.FAILED_PRECONDITION, words, TO_DO);
        }
        return given;
    }

    private @Nullable BigDecimal amount(String what, @Nullable Template template, String expected) {
        String text = text(template);
        if (text.isEmpty()) {
            return null;
        }
        BigDecimal amount = Quantity.parse(text);
        if (amount == null) {
            refuse("the " + what + " is '" + shown(text) + "'", "a quantity such as " + expected);
        }
        return amount;
    }

    private String text(@Nullable Template template) {
        return template == null ? "" : texts.apply(template).trim();
    }

    private void refuse(String what, String expected) {
        if (problem == null) {
            problem =
                    new Problem(
                            ErrorCode.INVALID_ARGUMENT,
                            what + " (expected: " + expected + ")",
                            "Correct the step's machine settings.");
        }
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static long millis(@Nullable BigDecimal amount) {
        return amount == null ? 0 : amount.movePointRight(3).min(MOST).longValue();
    }

    private static long bytes(@Nullable BigDecimal amount) {
        return amount == null ? 0 : amount.min(MOST).longValue();
    }
}
