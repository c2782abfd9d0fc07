/**
 * What operators watch of replicas, in the form that Prometheus reads.
 *
 * <p>A {@link dev.understudy.replication.Status} has all of it. {@link
 * dev.understudy.metrics.ReplicationMetrics} turns statuses into meters of Micrometer, {@link
 * dev.understudy.metrics.MetricsEndpoint} asks replicas whenever it is asked itself, so what it shows
 * is never older than the question. {@link dev.understudy.metrics.ClusterUnderLoad} is something to
 * look at.
 *
 * <p>Names follow the conventions of Prometheus: base units (bytes, seconds), {@code _total} for what
 * only grows. What only a leader knows is shown of leaders alone. A counter belongs to one epoch of one
 * leader and begins anew with the next, which {@code rate()} and {@code increase()} take for a restart.
 *
 * <p>Left out: histograms of latency, which only a client can take, and everything that Vert.x could
 * tell of itself.
 */
package dev.understudy.metrics;
