package penstock.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    @Test
    void suggestsTheNearestName() {
        List<String> names = List.of("dependentTasks", "componentRef", "inputs");
        assertThat(Suggestion.of("dependantTasks", names))
                .isEqualTo("did you mean 'dependentTasks'?");
        assertThat(Suggestion.of("component_ref", names)).isEqualTo("did you mean 'componentRef'?");
        assertThat(Suggestion.of("input", names)).isEqualTo("did you mean 'inputs'?");
    }

    @Test
    void suggestsNothingWhenNothingIsNear() {
        assertThat(Suggestion.of("x", List.of("y", "z"))).isEmpty();
        assertThat(Suggestion.of("retryPolicy", List.of("cachingOptions"))).isEmpty();
        assertThat(Suggestion.of("", List.of("name"))).isEmpty();
        assertThat(Suggestion.of("name", List.of())).isEmpty();
    }
}
