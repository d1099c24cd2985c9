package penstock.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for this package's threads, without pinning and whatever interrupts come. */
final class Waiting {

    private Waiting() {}

    /** The answer; what went wrong is thrown as it was. */
    static <T> T join(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
