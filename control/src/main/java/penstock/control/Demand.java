package penstock.control;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.control.port.AttemptOrder;
import penstock.plan.Component;
import penstock.plan.Component.Resources;
import penstock.plan.Template;
import penstock.plan.Value;
import penstock.plan.ValueText;

/**
 * What a step asks of the machine. Only declared requests (else limits) count; whatever exceeds the
 * machine is capped to it, so that every step can run.
 */
record Demand(long milliCpus, long memoryBytes) {

    /** A Kubernetes quantity: a decimal number and a suffix. */
    private static final Pattern QUANTITY =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|[kKMGTPE]i?)?");

    private static final Demand NONE = new Demand(0, 0);

    private static final String SUFFIXES = "kMGTPE";

    static Demand of(AttemptOrder order, Capacity machine) {
        if (!(order.work() instanceof Component.Container container)) {
            return NONE;
        }
        Resources resources = container.spec().resources();
        BigDecimal cpus = quantity(order, first(resources.cpuRequest(), resources.cpuLimit()));
        BigDecimal memory =
                quantity(order, first(resources.memoryRequest(), resources.memoryLimit()));
        return new Demand(
                cpus.movePointRight(3).min(BigDecimal.valueOf(machine.milliCpus())).longValue(),
                memory.min(BigDecimal.valueOf(machine.memoryBytes())).longValue());
    }

    private static @Nullable Template first(@Nullable Template one, @Nullable Template other) {
        return one == null ? other : one;
    }

    private static BigDecimal quantity(AttemptOrder order, @Nullable Template template) {
        if (template == null) {
            return BigDecimal.ZERO;
        }
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Literal(String literal)) {
                text.append(literal);
            } else if (part instanceof Template.InputParameter(String name)) {
                Value value = order.inputs().parameters().getOrDefault(name, Value.NULL);
                text.append(ValueText.plain(value));
            }
        }
        return parse(text.toString());
    }

    /** The amount a quantity stands for; an unreadable one asks for nothing. */
    static BigDecimal parse(String text) {
        Matcher matcher = QUANTITY.matcher(text.trim());
        if (!matcher.matches()) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (suffix == null) {
            return number;
        }
        if (suffix.equals("m")) {
            return number.movePointLeft(3);
        }
        int power =
                SUFFIXES.indexOf(suffix.equals("K") || suffix.equals("Ki") ? 'k' : suffix.charAt(0))
                        + 1;
        BigDecimal base = BigDecimal.valueOf(suffix.endsWith("i") ? 1024 : 1000);
        return number.multiply(base.pow(power));
    }
}
