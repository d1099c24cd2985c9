package penstock.engine;

import penstock.plan.Problem;

/** A refusal that the caller can mend. */
public record Rejected(Problem problem) {}
