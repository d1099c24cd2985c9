package penstock.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.control.port.Catalogue.Experiment;
import penstock.control.port.Paging;
import penstock.control.port.Paging.Operation;
import penstock.plan.Value;

/** Lists with more rows than are looked at to count them. */
class LongListsTest {

    private static final int ROWS = Lists.COUNTED + 100;

    @RegisterExtension final OpenStore opened = new OpenStore();

    @BeforeEach
    void fill() {
        opened.store()
                .writer()
                .<Boolean>call(session -> {
                    for (int i = 0; i < ROWS; i++) {
                        ExperimentRows.add(
                                session,
                                new Experiment(
                                        "e%05d".formatted(i),
                                        "",
                                        (i % 2 == 0 ? "even " : "odd ") + i,
                                        "",
                                        TestStore.NOW.plusSeconds(i),
                                        null,
                                        false));
                    }
                    return true;
                });
    }

    private Paging.Page<Experiment> page(
            String sort, String field, Operation operation, Value value) {
        Paging.Predicate predicate = new Paging.Predicate(field, operation, List.of(value));
        return opened.store()
                .catalogue()
                .experiments("", new Paging.Request(List.of(predicate), sort, false, 3, null));
    }

    private static List<String> ids(Paging.Page<Experiment> page) {
        return page.items().stream().map(Experiment::id).toList();
    }

    @Test
    void aListThatIsNotFilteredHasItsExactTotal() {
        Paging.Request all = new Paging.Request(List.of(), "created_at", false, 1, null);

        assertThat(opened.store().catalogue().experiments("", all).total()).isEqualTo(ROWS);
    }

    @Test
    void aFilterOnALongListHasATotalThatIsNotTooLarge() {
        Value odd = new Value.Text("ODD");
        long total = page("created_at", "name", Operation.IS_SUBSTRING, odd).total();

        assertThat(total).isBetween(Lists.COUNTED / 2 - 100L, ROWS / 2L);
    }

    @Test
    void whatAnIndexLeadsToHasItsExactTotalUpToTheLimit() {
        Value last = new Value.Int(TestStore.NOW.getEpochSecond() + ROWS - 9);
        Value first = new Value.Int(0);

        assertThat(page("name", "created_at", Operation.GREATER_THAN, last).total()).isEqualTo(8);
        assertThat(page("name", "created_at", Operation.GREATER_THAN, first).total())
                .isEqualTo(Lists.COUNTED);
    }

    @Test
    void aFilterThatManyRowsMeetIsReadInTheOrderOfTheList() {
        Value fifth = new Value.Int(TestStore.NOW.getEpochSecond() + 5);

        assertThat(ids(page("name", "created_at", Operation.GREATER_THAN, fifth)))
                .containsExactly("e00010", "e00100", "e01000");
    }

    @Test
    void aPartOfANameThatIsRareIsFoundAtTheEnd() {
        Value rare = new Value.Text("d 10097");
        Paging.Page<Experiment> page = page("created_at", "name", Operation.IS_SUBSTRING, rare);

        assertThat(ids(page)).containsExactly("e10097");
        assertThat(page.total()).isEqualTo(1);
    }
}
