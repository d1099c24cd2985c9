package penstock.runner.inside;

import java.io.IOException;
import penstock.control.port.AttemptOrder;
import penstock.engine.AttemptId;
import penstock.engine.AttemptResult;
import penstock.plan.Component;

/** Importers and volume claims. */
public final class Works implements InsideWork {

    private final ImporterWork importers;
    private final VolumeWork volumes;

    /** Both kinds. */
    public Works(ImporterWork importers, VolumeWork volumes) {
        this.importers = importers;
        this.volumes = volumes;
    }

    @Override
    public AttemptResult run(AttemptOrder order) throws IOException, InterruptedException {
        return switch (order.work()) {
            case Component.Importer importer -> importers.run(order, importer);
            case Component.VolumeChange change -> volumes.run(order, change.change());
            case Component.Container _ ->
                    throw new IllegalStateException("a program inside the server: " + order);
        };
    }

    @Override
    public void forget(AttemptId attempt) throws IOException {
        volumes.forget(attempt);
    }
}
