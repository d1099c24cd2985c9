package penstock.server.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import penstock.control.RecurringRunService;
import penstock.control.port.RecurringRuns.Schedule;
import penstock.server.backend.Outcomes;
import penstock.server.backend.TriggerMessage;
import penstock.server.http.Answer;
import penstock.server.http.Call;
import penstock.server.http.Query;
import penstock.server.http.Refusal;
import penstock.server.http.Route;
import penstock.server.json.Json;
import penstock.server.json.Times;

/** What a schedule would do, for people who write one. */
final class ScheduleRoutes {

    private static final int MOST = 100;
    private static final int USUAL = 5;

    private final RecurringRunService recurring;

    ScheduleRoutes(RecurringRunService recurring) {
        this.recurring = recurring;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/apis/penstock/v1/schedules:preview", this::preview));
    }

    private Answer preview(Call call) {
        Query query = call.query();
        int count = query.integer("count", USUAL);
        if (count < 1 || count > MOST) {
            throw Refusal.invalid("count: " + count + " (expected: 1 to " + MOST + ")");
        }
        List<Instant> times =
                Outcomes.done(recurring.preview(schedule(query), !query.flag("no_catchup"), count));
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("fire_times");
        times.forEach(time -> list.add(Times.seconds(time)));
        return Json.answer(json);
    }

    private static Schedule schedule(Query query) {
        String cron = query.text("cron");
        String interval = query.text("interval_second");
        if (cron.isEmpty() == interval.isEmpty()) {
            throw Refusal.invalid("expected: either cron or interval_second");
        }
        String zone = query.text("time_zone");
        return new Schedule(
                cron.isEmpty() ? null : cron,
                zone.isEmpty() ? "UTC" : zone,
                interval.isEmpty() ? null : query.number("interval_second", 0),
                TriggerMessage.instant(query.text("start_time"), "start_time"),
                TriggerMessage.instant(query.text("end_time"), "end_time"));
    }
}
