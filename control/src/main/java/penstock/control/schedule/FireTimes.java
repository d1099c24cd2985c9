package penstock.control.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times at which a trigger fires, by KFP's rules: a cron fires at its matches after the time
 * before and its start; an interval counts from the time before, else from its start, else from
 * where counting begins, so its first time is one interval after its start. With catch-up every
 * missed time is fired; without, of those that are past only the last.
 */
public final class FireTimes {

    /**
     * What fires once does so a moment later, as with KFP: clients look at what they have just made
     * and expect no run of it yet.
     */
    private static final Duration TIME_TO_LOOK = Duration.ofSeconds(1);

    /** Windows in which the last match before a time is looked for: each four times the last. */
    private static final Duration FIRST_WINDOW = Duration.ofMinutes(1);

    private static final Duration LAST_WINDOW = Duration.ofDays(366L * 9);

    private final Trigger trigger;
    private final boolean catchUp;

    /**
     * @param catchUp whether missed times are fired one after the other
     */
    public FireTimes(Trigger trigger, boolean catchUp) {
        this.trigger = trigger;
        this.catchUp = catchUp;
    }

    /**
     * How far a trigger has come.
     *
     * @param last the time fired before, or null
     * @param since where counting begins without one and without a start
     * @param resumed nothing before it is made up for; null when it was never paused
     */
    public record Progress(@Nullable Instant last, Instant since, @Nullable Instant resumed) {
        Progress after(Instant fired) {
            return new Progress(fired, since, resumed);
        }
    }

    /** The next time to fire; it may have passed, and is then due at once. */
    public @Nullable Instant next(Progress progress, Instant now) {
        Instant next = following(progress);
        if (next == null || isOver(next)) {
            return null;
        }
        return catchUp || next.isAfter(now) ? next : lastMissed(next, now);
    }

    /** The next {@code count} times from {@code now} on, for people; fewer when it ends before. */
    public List<Instant> preview(Progress progress, Instant now, int count) {
        List<Instant> times = new ArrayList<>();
        Instant next = next(progress, now);
        while (next != null && times.size() < count) {
            times.add(next);
            next = next(progress.after(next), now.isAfter(next) ? now : next);
        }
        return times;
    }

    private @Nullable Instant following(Progress progress) {
        Instant start = trigger.start();
        Instant last = progress.last();
        Instant counted = last != null ? last : start != null ? start : progress.since();
        Instant base = latest(counted, progress.resumed());
        return switch (trigger) {
            case Trigger.OnCron cron -> cron.cron().after(latest(base, start), cron.zone());
            case Trigger.OnInterval every -> base.plus(every.interval());
            case Trigger.Once _ -> last == null ? base.plus(TIME_TO_LOOK) : null;
        };
    }

    private Instant lastMissed(Instant first, Instant now) {
        Instant end = trigger.end();
        Instant limit = end != null && end.isBefore(now) ? end : now;
        return switch (trigger) {
            case Trigger.OnCron(Cron.Every(Duration delay), _, _, _) ->
                    first.plus(delay.multipliedBy(Duration.between(first, limit).dividedBy(delay)));
            case Trigger.OnCron cron -> lastMatch(cron, first, limit);
            case Trigger.OnInterval every ->
                    first.plus(every.interval()).isAfter(limit) ? first : limit;
            case Trigger.Once _ -> first;
        };
    }

    /** The last match up to {@code limit}; {@code first} is one. */
    private static Instant lastMatch(Trigger.OnCron cron, Instant first, Instant limit) {
        Duration window = FIRST_WINDOW;
        while (window.compareTo(LAST_WINDOW) < 0) {
            Instant from = limit.minus(window);
            if (!from.isAfter(first)) {
                break;
            }
            Instant match = cron.cron().after(from, cron.zone());
            if (match != null && !match.isAfter(limit)) {
                return walk(cron, match, limit);
            }
            window = window.multipliedBy(4);
        }
        return walk(cron, first, limit);
    }

    private static Instant walk(Trigger.OnCron cron, Instant from, Instant limit) {
        Instant match = from;
        Instant next = cron.cron().after(match, cron.zone());
        while (next != null && !next.isAfter(limit)) {
            match = next;
            next = cron.cron().after(match, cron.zone());
        }
        return match;
    }

    private boolean isOver(Instant time) {
        Instant end = trigger.end();
        return end != null && time.isAfter(end);
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
