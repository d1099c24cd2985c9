package penstock.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import penstock.control.port.Journal;
import penstock.engine.Command;
import penstock.engine.Decision;
import penstock.engine.Effect;
import penstock.engine.Event;
import penstock.engine.RunState;
import penstock.engine.TaskPath;
import penstock.engine.TaskView;

/** Decisions that commit together. */
final class Batch {

    private final List<RunLoop.Mail> mails = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Map<TaskPath, TaskView> touched = new LinkedHashMap<>();
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
                events.stream().anyMatch(Event.RunRetried.class::isInstance));
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
