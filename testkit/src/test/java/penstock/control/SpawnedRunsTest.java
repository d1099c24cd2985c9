package penstock.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and ids of the runs that schedules start. */
class SpawnedRunsTest {

    @ParameterizedTest
    @CsvSource({
        "Hello World!, helloworldabcde",
        "helloworld-1, helloworld-1abcde",
        "Größe ÄÖ_x, grexabcde",
        "夜間, job-abcde",
        "abcdefghijklmnopqrstuvwxyz0123456789, abcdefghijklmnopqrstuvwxyabcde"
    })
    void theirNamesBeginWithWhatIsLeftOfTheScheduleS(String displayName, String stem) {
        assertThat(SpawnedRuns.stem(displayName, "abcdef-0123")).isEqualTo(stem);
    }

    /** The hash is FNV-1a of 32 bits, as other tools compute it. */
    @ParameterizedTest
    @CsvSource({"job, 1, job-1-801270038", "helloworldabcde, 12, helloworldabcde-12-2901772380"})
    void theirNamesEndWithTheNumberAndItsHash(String stem, long index, String name) {
        assertThat(SpawnedRuns.name(stem, index)).isEqualTo(name);
    }

    @Test
    void theirIdsFollowFromScheduleAndName() {
        assertThat(SpawnedRuns.id("a", "n-1")).isEqualTo(SpawnedRuns.id("a", "n-1"));
        assertThat(SpawnedRuns.id("a", "n-1")).isNotEqualTo(SpawnedRuns.id("a", "n-2"));
        assertThat(SpawnedRuns.id("a", "n-1")).isNotEqualTo(SpawnedRuns.id("b", "n-1"));
    }
}
