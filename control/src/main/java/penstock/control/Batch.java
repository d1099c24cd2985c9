package penstock.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.cache.Fingerprint;
import penstock.control.port.Journal;
import penstock.engine.AttemptId;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.RunState;
import penstock.engine.TaskPath;
import penstock.engine.TaskView;
import penstock.plan.Component;

/** Decisions that commit together. */
final class Batch {

    private final List<RunLoop.Mail> mails = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<TaskPath, TaskView> touched = new LinkedHashMap<>();
    private final List<Journal.NewResult> results = new ArrayList<>();
    private RunState after;

    Batch(RunState before) {
        this.after = before;
    }

    void add(RunLoop.Mail mail, Decision decision) {
        mails.add(mail);
        answers.add(answer(mail.command(), decision));
        events.addAll(decision.events());
        effects.addAll(decision.effects());
        decision.touched().forEach(view -> touched.put(view.run().path(), view));
        after = decision.after();
        for (Event event : decision.events()) {
            if (event instanceof Event.AttemptSucceeded(var _, AttemptId attempt, var _)) {
                addResult(touched.get(attempt.path()));
            }
        }
    }

    private void addResult(@Nullable TaskView view) {
        if (view != null && view.component() instanceof Component.Container container) {
            TaskPath path = view.run().path();
            Fingerprint fingerprint =
                    Fingerprint.of(
                            after.header(), path, view.declared(), container, view.run().inputs());
            boolean cached = view.declared().cache().enabled();
            results.add(
                    new Journal.NewResult(
                            path,
                            fingerprint.digest(),
                            cached ? fingerprint.parts() : List.of(),
                            cached));
        }
    }

    private static Answer answer(Command command, Decision decision) {
        if (decision.rejected() != null) {
            return new Answer.Refused(decision.rejected().problem());
        }
        boolean kept =
                command instanceof Command.ReportAttempt report
                        && decision.after().isKept(report.attempt());
        return kept ? new Answer.Kept() : new Answer.Accepted();
    }

    RunState after() {
        return after;
    }

    List<RunLoop.Mail> mails() {
        return mails;
    }

    List<Effect> effects() {
        return effects;
    }

    /** Task runs that changed, each as the batch leaves it. */
    List<TaskView> touched() {
        return List.copyOf(touched.values());
    }

    int events() {
        return events.size();
    }

    Journal.Append append(long sequence, long epoch, Journal.@Nullable Creation creation) {
        return new Journal.Append(
                after.header().run(),
                sequence,
                epoch,
                creation,
                events,
                List.copyOf(touched.values()),
                after.progress(),
                events.stream().anyMatch(Event.RunRetried.class::isInstance),
                results);
    }

    void answerAll() {
        for (int i = 0; i < mails.size(); i++) {
            mails.get(i).answer().accept(answers.get(i));
        }
    }

    static void answerAll(List<RunLoop.Mail> mails, Answer answer) {
        mails.forEach(mail -> mail.answer().accept(answer));
    }
}
