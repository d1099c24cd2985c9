package penstock.server.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import penstock.control.port.StoreUnavailableException;
import penstock.plan.Problem;

/** Answers every request, whatever happens on the way. */
public final class Dispatcher {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    /** What every answer says unless its handler says otherwise. */
    private static final Map<String, String> ALWAYS =
            Map.of(
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "SAMEORIGIN",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Resource-Policy", "same-origin",
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'",
                    "Cache-Control", "no-store");

    private final Guard guard;
    private final Router router;
    private final Function<Refusal, Answer> errors;
    private final Traffic traffic;

    /** {@code errors} words a refusal as the client expects it. */
    public Dispatcher(Guard guard, Router router, Function<Refusal, Answer> errors) {
        this(guard, router, errors, new Traffic());
    }

    /** As above, counting in {@code traffic} what is answered. */
    public Dispatcher(
            Guard guard, Router router, Function<Refusal, Answer> errors, Traffic traffic) {
        this.traffic = traffic;
        this.guard = guard;
        this.router = router;
        this.errors = errors;
    }

    /** Answers {@code call}; never throws. */
    public Answer answer(Call call) {
        long began = System.nanoTime();
        Answer answer = found(call).withDefaults(ALWAYS);
        traffic.count(answer, System.nanoTime() - began);
        return answer;
    }

    private Answer found(Call call) {
        try {
            guard.admit(call);
            Router.Match match = router.find(call);
            if (!match.open()) {
                guard.authorize(match.call());
            }
            return match.handler().handle(match.call());
        } catch (Refusal refusal) {
            return errors.apply(refusal);
        } catch (StoreUnavailableException e) {
            return errors.apply(unavailable(e.problem()));
        } catch (RuntimeException | StackOverflowError e) {
            return failure(call, e);
        }
    }

    /** The answer to what could not even be read as a request. */
    Answer refuse(Refusal refusal) {
        return errors.apply(refusal).withDefaults(ALWAYS);
    }

    private static Refusal unavailable(Problem problem) {
        return Refusal.of(
                Code.UNAVAILABLE, new Refusal.Words(problem.message(), problem.hint(), List.of()));
    }

    private Answer failure(Call call, Throwable e) {
        LOG.log(
                Level.ERROR,
                "unexpected failure of " + call.method() + " " + oneLine(call.path()),
                e);
        return errors.apply(
                Refusal.of(
                        Code.INTERNAL,
                        new Refusal.Words(
                                "Internal Server Error",
                                "this is a defect of the server; its log has the details",
                                List.of())));
    }

    private static String oneLine(String path) {
        return Text.shown(path).replaceAll("\\p{Cntrl}", "?");
    }
}
