package penstock.engine;

/**
 * A scope of a run that has been opened and has not folded.
 *
 * @param component the scope component it runs
 * @param inputs what its tasks can refer to
 * @param remaining children not yet ended
 * @param failed children that failed
 */
record ScopeRun(String component, Inputs inputs, int remaining, int failed) {

    ScopeRun childEnded(Phase phase) {
        return new ScopeRun(
                component, inputs, remaining - 1, failed + (phase == Phase.FAILED ? 1 : 0));
    }
}
