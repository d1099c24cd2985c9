package penstock.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments as KFP's clients use them. */
class ExperimentsTest {
    private static final String EXPERIMENTS = "/apis/v2beta1/experiments";

    private TestApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        api = new TestApi(folder);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void anExperimentIsCreatedFoundArchivedAndDeleted() {
        Reply created =
                api.post(
                                EXPERIMENTS,
                                "{\"display_name\":\"e\",\"description\":\"d\",\"namespace\":\"\"}")
                        .ok();
        String one = EXPERIMENTS + "/" + created.at("experiment_id");
        assertThat(created.at("storage_state")).isEqualTo("AVAILABLE");
        assertThat(created.at("last_run_created_at")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(created.json().has("namespace")).isFalse();
        assertThat(api.get(one).ok().json()).isEqualTo(created.json());
        api.post(one + ":archive", "").ok();
        assertThat(api.get(one).at("storage_state")).isEqualTo("ARCHIVED");
        api.post(one + ":unarchive", "").ok();
        assertThat(api.get(one).at("storage_state")).isEqualTo("AVAILABLE");
        assertThat(api.delete(one).ok().text()).isEqualTo("{}");
        api.get(one).refused(404);
    }

    @Test
    void aTakenNameIsRefusedInTheWordsThatClientsLookFor() {
        api.post(EXPERIMENTS, "{\"display_name\":\"twice\"}").ok();
        Reply second = api.post(EXPERIMENTS, "{\"display_name\":\"twice\"}").refused(409);
        assertThat(second.at("message")).contains("Please specify a new name");
        assertThat(second.at("code")).isEqualTo("6");
        assertThat(second.at("details", "0", "@type"))
                .isEqualTo("type.googleapis.com/google.rpc.Status");
    }

    @Test
    void theSdkFindsNothingInAnEmptyListAndOneInAnother() {
        String filter =
                TestApi.encoded(
                        "{\"predicates\": [{\"operation\": 1, \"key\": \"display_name\","
                                + " \"stringValue\": \"my pipe/\\u00fc +1 100%\"}]}");
        String query = EXPERIMENTS + "?page_token=&page_size=&sort_by=&namespace=&filter=" + filter;
        assertThat(api.get(query).ok().text()).isEqualTo("{}");
        api.post(EXPERIMENTS, "{\"display_name\":\"my pipe/ü +1 100%\"}").ok();
        assertThat(api.get(query).ok().at("total_size")).isEqualTo("1");
    }

    @Test
    void theDefaultExperimentStays() {
        String id = api.backend().services().experiments().defaultExperiment("").id();
        assertThat(api.delete(EXPERIMENTS + "/" + id).refused(409).at("message"))
                .contains("The default experiment cannot be deleted");
    }

    @Test
    void namesHaveALength() {
        api.post(EXPERIMENTS, "{\"display_name\":\"\"}").refused(400);
        api.post(EXPERIMENTS, "").refused(400);
        api.post(EXPERIMENTS, "{\"display_name\":\"" + "x".repeat(129) + "\"}").refused(400);
    }
}
