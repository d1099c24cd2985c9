package penstock.testkit.simulation;

/** Ways in which the simulated store or machine can be wrong. */
public enum Flaw {
    /** A batch is stored in part. */
    STORES_BATCHES_IN_PART,
    /** A batch is acknowledged before it is durable. */
    ACKNOWLEDGES_BEFORE_WRITING,
    /** A batch of a former owner is accepted. */
    ACCEPTS_FORMER_OWNERS,
    /** A batch whose write seemed to fail is written again. */
    STORES_BATCHES_TWICE,
    /** A launch does not look at the claim. */
    IGNORES_CLAIMS,
    /** A stop reaches nobody. */
    IGNORES_STOPS,
    /** A launch by a server that has been replaced is obeyed. */
    OBEYS_FORMER_SERVERS,
    /** What happened to an attempt is told once or never. */
    FORGETS_TO_TELL,
    /** An attempt's folder goes when its end is reported, not when it is released. */
    RELEASES_ITSELF,
    /** Success is reported before the outputs are stored. */
    PUBLISHES_LATE,
    /** An attempt whose end nobody saw is reported as failed. */
    CALLS_LOST_FAILED,
    /** A look-up finds whatever is there. */
    ANSWERS_WITH_OTHER_RESULTS,
    /** Nobody looks whether the bytes of a result still exist. */
    IGNORES_LOST_BYTES
}
