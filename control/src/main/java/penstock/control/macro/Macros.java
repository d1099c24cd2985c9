package penstock.control.macro;

import java.time.Instant;
import java.time.ZoneId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import penstock.plan.Value;

/**
 * What macros stand for in one run. Macros are replaced in parameters that are text, not in text
 * inside lists and structs, as KFP does.
 *
 * @param runId for {@code [[RunUUID]]}
 * @param now for {@code [[CurrentTime]]}
 * @param scheduled for {@code [[ScheduledTime]]}; null for a run that no schedule started
 * @param index for {@code [[Index]]}, from 1; null likewise
 */
public record Macros(String runId, Instant now, @Nullable Instant scheduled, @Nullable Long index) {

    /** How times are written that name no layout: in Go's notation, {@code yyyyMMddHHmmss}. */
    private static final String USUAL_LAYOUT = "20060102150405";

    private static final ZoneId UTC = ZoneId.of("UTC");

    private static final Pattern MACRO =
            Pattern.compile("\\[\\[(.*?)]]|\\{\\{\\$\\.(.*?)}}", Pattern.DOTALL);

    private static final Pattern STRFTIME =
            Pattern.compile("(currentTime|scheduledTime)\\.strftime\\('(.*)'\\)", Pattern.DOTALL);

    /** The parameters with macros replaced. */
    public SortedMap<String, Value> expand(SortedMap<String, Value> parameters) {
        SortedMap<String, Value> expanded = new TreeMap<>();
        parameters.forEach((name, value) ->
                expanded.put(
                        name,
                        value instanceof Value.Text(String text)
                                ? new Value.Text(expand(text))
                                : value));
        return expanded;
    }

    private String expand(String text) {
        return MACRO.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replaced(match)));
    }

    private String replaced(MatchResult match) {
        String brackets = match.group(1);
        String value = brackets == null ? strftime(match.group(2)) : named(brackets);
        return value == null ? match.group() : value;
    }

    private @Nullable String named(String name) {
        return switch (name) {
            case "RunUUID" -> runId;
            case "Index" -> index == null ? null : index.toString();
            case "CurrentTime" -> laidOut(now, USUAL_LAYOUT);
            case "ScheduledTime" -> laidOut(scheduled, USUAL_LAYOUT);
            default -> {
                if (name.startsWith("CurrentTime.")) {
                    yield laidOut(now, name.substring("CurrentTime.".length()));
                }
                yield name.startsWith("ScheduledTime.")
                        ? laidOut(scheduled, name.substring("ScheduledTime.".length()))
                        : null;
            }
        };
    }

    private static @Nullable String laidOut(@Nullable Instant time, String layout) {
        return time == null ? null : GoLayout.format(time.atZone(UTC), layout);
    }

    private @Nullable String strftime(String call) {
        Matcher matcher = STRFTIME.matcher(call);
        if (!matcher.matches()) {
            return null;
        }
        Instant time = matcher.group(1).equals("currentTime") ? now : scheduled;
        return time == null ? null : Strftime.format(time.atZone(UTC), matcher.group(2));
    }
}
