package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Journal.AppendOutcome;
import penstock.control.port.StoreUnavailableException;
import penstock.engine.RunId;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;
import penstock.testkit.contract.ContractPlans;
import penstock.testkit.contract.RunScript;

class WriterTest {

    @RegisterExtension final OpenStore opened = new OpenStore();

    private RunScript script(String id) {
        return RunScript.of(
                opened.store().journal(), opened.store().epoch(), ContractPlans.fanOut(20), id);
    }

    /** A write that tells how it ended: null when it was committed. */
    private static final class Told implements Write {

        private final Writer.Body<Integer> body;
        private final CompletableFuture<String> end = new CompletableFuture<>();

        Told(Writer.Body<Integer> body) {
            this.body = body;
        }

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public void run(Transaction transaction) throws SQLException {
            assertThat(body.run(transaction.session())).isNotNegative();
        }

        @Override
        public void committed() {
            end.complete("committed");
        }

        @Override
        public void failed(Problem problem) {
            end.complete(problem.code().name());
        }
    }

    private static Told note(String key) {
        return new Told(session ->
                session.update(
                        "INSERT INTO tags (owner_id, name, namespace, value)"
                                + " VALUES (?, '', '', '')",
                        key));
    }

    /** Holds the writer until as many writes wait behind it as are given. */
    private void together(List<Told> writes) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Told gate =
                new Told(_ -> {
                    begun.countDown();
                    assertThat(await(go)).isTrue();
                    return 0;
                });
        opened.store().writer().submit(gate);
        assertThat(await(begun)).isTrue();
        writes.forEach(opened.store().writer()::submit);
        go.countDown();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void aWriteThatFailsByItselfSpoilsNoOther() throws InterruptedException {
        List<Told> writes =
                List.of(
                        note("a"),
                        new Told(session -> {
                            session.update("DELETE FROM tags");
                            return session.update("this is not SQL");
                        }),
                        note("b"),
                        note("b"),
                        new Told(session -> {
                            session.update("DELETE FROM tags");
                            throw new IllegalStateException("a bug");
                        }),
                        note("c"));
        together(writes);

        assertThat(writes.stream().map(write -> write.end.join()))
                .containsExactly(
                        "committed", "INTERNAL", "committed", "INTERNAL", "INTERNAL", "committed");
        assertThat(owners()).containsExactly("a", "b", "c");
    }

    private List<String> owners() {
        return opened.store()
                .readers()
                .call(session ->
                        session.all(
                                row -> row.text(1), "SELECT owner_id FROM tags ORDER BY owner_id"));
    }

    @Test
    void whoeverIsToldMayFailWithoutHarm() {
        CompletableFuture<AppendOutcome> second = new CompletableFuture<>();
        RunScript script = script("r");
        script.post(
                script.batch(script.begin()),
                _ -> {
                    throw new IllegalStateException("the listener has a bug");
                });
        script.post(script.batch(script.succeeded("s0")), second::complete);

        assertThat(second.join()).isEqualTo(new AppendOutcome.Committed());
    }

    @Test
    void numbersOfAnUndoneWriteAreNotGivenAgain() {
        List<Long> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int round = i;
            NumberTaker taker = new NumberTaker(given, round == 1);
            opened.store().writer().submit(taker);
            assertThat(taker.end.join()).isEqualTo(round != 1);
        }

        assertThat(given).doesNotHaveDuplicates().isSorted();
    }

    private static final class NumberTaker implements Write {

        private final List<Long> given;
        private final boolean fail;
        private final CompletableFuture<Boolean> end = new CompletableFuture<>();
        private final List<Long> taken = new ArrayList<>();

        NumberTaker(List<Long> given, boolean fail) {
            this.given = given;
            this.fail = fail;
        }

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public void run(Transaction transaction) throws SQLException {
            for (int i = 0; i < Numbers.BLOCK + 5; i++) {
                taken.add(transaction.executionNumbers().take(transaction.session()));
            }
            if (fail) {
                throw new IllegalStateException("a bug");
            }
        }

        @Override
        public void committed() {
            given.addAll(taken);
            end.complete(true);
        }

        @Override
        public void failed(Problem problem) {
            end.complete(false);
        }
    }

    @Test
    void aFullDatabaseRefusesWholeBatchesAndGoesOnWhenThereIsRoom() {
        RunScript script = script("r");
        script.start();
        long pages = opened.store().readers().call(session -> session.number("PRAGMA page_count"));
        long limit =
                opened.store()
                        .writer()
                        .call(session -> session.number("PRAGMA max_page_count = " + pages));
        assertThat(limit).isEqualTo(pages);

        assertThat(fill(script))
                .isInstanceOfSatisfying(
                        AppendOutcome.Unavailable.class,
                        unavailable -> {
                            assertThat(unavailable.problem().code())
                                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                            assertThat(unavailable.problem().message())
                                    .contains("disk")
                                    .contains("full");
                        });
        assertThat(script.load())
                .isInstanceOfSatisfying(
                        penstock.control.port.Journal.LoadOutcome.Loaded.class,
                        loaded -> assertThat(loaded.events()).hasSize((int) script.sequence()));
        // The limit went with the connection that failed.
        assertThat(fill(script)).isEqualTo(new AppendOutcome.Committed());
        assertThat(opened.store().runReads().run(new RunId("r"))).isNotNull();
    }

    /** Creates a run with much that is new. */
    private AppendOutcome fill(RunScript script) {
        RunScript large =
                RunScript.of(
                        opened.store().journal(),
                        opened.store().epoch(),
                        ContractPlans.fanOut(500),
                        script.run() + "-large");
        return large.start();
    }

    @Test
    void aBlockingCallSaysWhatIsWrong() {
        assertThatThrownBy(() ->
                        opened.store()
                                .writer()
                                .<Integer>call(session -> session.update("nonsense")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("nonsense");
    }
}
