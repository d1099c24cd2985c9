/**
 * Numbers about the server, for Prometheus.
 *
 * <p>Start with {@link penstock.server.metrics.MetricsRoutes}.
 *
 * <p><b>Invariant:</b> asking for them costs a bounded number of indexed reads, however many runs
 * there are.
 */
@NullMarked
package penstock.server.metrics;

import org.jspecify.annotations.NullMarked;
