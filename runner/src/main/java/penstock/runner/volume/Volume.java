package penstock.runner.volume;

import java.time.Instant;

/**
 * A named folder.
 *
 * @param createdAt when it was made
 * @param maker the attempt that made it by a task of its own; empty when it came with first use
 * @param run the run that made it
 * @param size what was asked for, as a Kubernetes quantity; empty when nothing was; not enforced
 * @param bytes what is in it now
 */
public record Volume(
        String name, Instant createdAt, String maker, String run, String size, long bytes) {}
