package penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Identities depend on run, path, generation and number alone, and sort as people read them. */
class IdentityTest {

    private static final RunId RUN = new RunId("run");
    private static final TaskPath PATH = TaskPath.ROOT.child("outer").child("inner");

    @Test
    void aPathKnowsItsParentAndKey() {
        assertThat(PATH).hasToString("outer/inner");
        assertThat(PATH.key()).isEqualTo("inner");
        assertThat(PATH.parent()).isEqualTo(new TaskPath("outer"));
        assertThat(PATH.parent().parent()).isEqualTo(TaskPath.ROOT);
        assertThat(TaskPath.ROOT).hasToString("(root)").extracting(TaskPath::key).isEqualTo("");
        assertThatThrownBy(TaskPath.ROOT::parent).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anIterationIsInsideItsLoopAndSharesItsKey() {
        TaskPath iteration = new TaskPath("a/b").iteration(12);

        assertThat(iteration).isEqualTo(new TaskPath("a/b[12]"));
        assertThat(iteration.isIteration()).isTrue();
        assertThat(iteration.index()).isEqualTo(12);
        assertThat(iteration.key()).isEqualTo("b");
        assertThat(iteration.lastPart()).isEqualTo("b[12]");
        assertThat(iteration.parent()).isEqualTo(new TaskPath("a/b"));
        assertThat(iteration.child("c").parent()).isEqualTo(iteration);
        assertThat(iteration.child("c").isIteration()).isFalse();
        assertThatThrownBy(iteration.parent()::index).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aScopeSortsBeforeWhatIsInIt() {
        assertThat(Stream.of("a-b", "a/b", "", "a", "a[0]", "a/b/c").map(TaskPath::new).sorted())
                .extracting(TaskPath::value)
                .containsExactly("", "a", "a-b", "a/b", "a/b/c", "a[0]");
    }

    @Test
    void idsAreTheSameWheneverTheyAreAskedFor() {
        assertThat(PATH.idIn(RUN)).isEqualTo(PATH.idIn(new RunId("run")));
        assertThat(PATH.idIn(RUN)).isNotEqualTo(PATH.idIn(new RunId("other")));
        assertThat(attempt(1, 1).uuid()).isEqualTo(attempt(1, 1).uuid());
        assertThat(Stream.of(attempt(1, 1), attempt(1, 2), attempt(2, 1), attempt(1, 11)))
                .extracting(AttemptId::uuid)
                .doesNotHaveDuplicates();
    }

    @Test
    void attemptsSortByGenerationThenNumber() {
        assertThat(Stream.of(attempt(2, 1), attempt(1, 10), attempt(1, 9)).sorted())
                .containsExactly(attempt(1, 9), attempt(1, 10), attempt(2, 1));
        assertThat(attempt(2, 3)).hasToString("run/outer/inner#2.3");
    }

    @Test
    void aRunIdHasALimit() {
        assertThatThrownBy(() -> new RunId("")).hasMessageContaining("expected: 1-64 characters");
        assertThatThrownBy(() -> new RunId("x".repeat(65)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AttemptId attempt(int generation, int number) {
        return new AttemptId(RUN, PATH, generation, number);
    }
}
