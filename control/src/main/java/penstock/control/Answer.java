package penstock.control;

import penstock.plan.Problem;

/** What a loop says to a command. */
public sealed interface Answer {

    /** What it came to is durable. */
    record Accepted() implements Answer {}

    /**
     * It was the end of an attempt, and is durable; the attempt is kept for somebody to look at.
     */
    record Kept() implements Answer {}

    /** It was refused; nothing changed. */
    record Refused(Problem problem) implements Answer {}

    /** The run cannot take commands: unknown, set aside, or owned by another server. */
    record Unable(Problem problem) implements Answer {}
}
