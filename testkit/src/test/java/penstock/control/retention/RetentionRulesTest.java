package penstock.control.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import penstock.control.port.Retention.Due;
import penstock.control.port.Retention.Group;
import penstock.control.port.Retention.What;
import penstock.engine.Phase;

class RetentionRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-31T00:00:00Z");
    private static final Group NIGHTLY = new Group("team", "e1", "nightly", Phase.SUCCEEDED, 50);
    private static final Group FAILED = new Group("team", "e2", "other", Phase.FAILED, 3);

    private static Limits age(Phase outcome, int days) {
        SortedMap<Phase, Duration> ages = new TreeMap<>();
        ages.put(outcome, Duration.ofDays(days));
        return new Limits(ages, Collections.emptySortedMap());
    }

    private static Limits count(Phase outcome, long count) {
        SortedMap<Phase, Long> counts = new TreeMap<>();
        counts.put(outcome, count);
        return new Limits(Collections.emptySortedMap(), counts);
    }

    private static RetentionRules rules(Terms usual, Terms ofTeam, Terms ofNightly) {
        SortedMap<String, Terms> namespaces = new TreeMap<>();
        namespaces.put("team", ofTeam);
        SortedMap<String, Terms> experiments = new TreeMap<>();
        experiments.put("nightly", ofNightly);
        return new RetentionRules(usual, namespaces, experiments, null, null);
    }

    @Test
    void withoutRulesNothingIsDue() {
        assertThat(RetentionRules.NONE.due(List.of(NIGHTLY, FAILED), NOW)).isEmpty();
    }

    @Test
    void onlyOutcomesWithALimitAreDue() {
        RetentionRules rules =
                rules(new Terms(age(Phase.FAILED, 10), null, null), Terms.NONE, Terms.NONE);

        assertThat(rules.due(List.of(NIGHTLY, FAILED), NOW))
                .containsExactly(
                        new Due(What.RUN, FAILED, Instant.parse("2026-03-21T00:00:00Z"), null));
    }

    @Test
    void aNumberIsDueOnlyWhenThereAreMore() {
        RetentionRules some =
                rules(new Terms(count(Phase.SUCCEEDED, 49), null, null), Terms.NONE, Terms.NONE);
        RetentionRules enough =
                rules(new Terms(count(Phase.SUCCEEDED, 50), null, null), Terms.NONE, Terms.NONE);

        assertThat(some.due(List.of(NIGHTLY), NOW))
                .containsExactly(new Due(What.RUN, NIGHTLY, null, 49L));
        assertThat(enough.due(List.of(NIGHTLY), NOW)).isEmpty();
    }

    @Test
    void theNearestTermsHoldOfEachThingForItself() {
        Limits usual = age(Phase.SUCCEEDED, 30);
        Limits ofTeam = age(Phase.SUCCEEDED, 20);
        Limits ofNightly = age(Phase.SUCCEEDED, 10);
        RetentionRules rules =
                rules(
                        new Terms(usual, usual, usual),
                        new Terms(ofTeam, ofTeam, null),
                        new Terms(ofNightly, null, null));

        assertThat(rules.terms("team", "nightly")).isEqualTo(new Terms(ofNightly, ofTeam, usual));
        assertThat(rules.terms("team", "other")).isEqualTo(new Terms(ofTeam, ofTeam, usual));
        assertThat(rules.terms("", "other")).isEqualTo(new Terms(usual, usual, usual));
    }

    @Test
    void anExperimentMayHaveNoLimits() {
        RetentionRules rules =
                rules(
                        new Terms(age(Phase.SUCCEEDED, 1), null, null),
                        Terms.NONE,
                        new Terms(Limits.NONE, null, null));

        assertThat(rules.due(List.of(NIGHTLY), NOW)).isEmpty();
    }

    @Test
    void runsComeBeforeWhatTheyLeave() {
        Limits limits = age(Phase.FAILED, 1);
        RetentionRules rules = rules(new Terms(limits, limits, limits), Terms.NONE, Terms.NONE);

        assertThat(rules.due(List.of(FAILED), NOW))
                .extracting(Due::what)
                .containsExactly(What.RUN, What.ARTIFACTS, What.LOGS);
        assertThat(rules.goes(What.LOGS, FAILED, NOW)).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(rules.goes(What.LOGS, NIGHTLY, NOW)).isNull();
    }
}
