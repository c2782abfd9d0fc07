/**
 * What operators watch of replicas, in the form that Prometheus reads.
 *
 * <p>A {@link dev.understudy.replication.Status} has all of it, and of a standby a {@link
 * dev.understudy.replication.standby.StandbyStatus}. {@link
 * dev.understudy.metrics.ReplicationMetrics} turns statuses into meters of Micrometer, {@link
 * dev.understudy.metrics.MetricsEndpoint} asks replicas whenever it is asked itself, so what it shows
 * is never older than the question. {@link dev.understudy.metrics.ClusterUnderLoad} is something to
 * look at.
 *
 * <p>Names follow the conventions of Prometheus: base units (bytes, seconds), {@code _total} for what
 * only grows. What only a leader knows is shown of leaders alone. A counter of theirs belongs to one
 * epoch of one leader and begins anew with the next, those of all replicas (entries set aside, snapshots
 * sent and taken) with the next start: {@code rate()} and {@code increase()} take either for a restart.
 *
 * <p>A standby that is cut off does not know what it lacks. So how far it is behind is shown twice: by
 * what it has heard itself ({@code understudy_standby_lag_entries} and {@code _seconds}), and by what
 * the leader and its upstream say when they are asked in the same moment ({@code
 * understudy_standby_behind_leader_entries} and {@code _behind_upstream_entries}), as far as they answer.
 *
 * <p>Left out: histograms of latency, which only a client can take, and everything that Vert.x could
 * tell of itself.
 */
package dev.understudy.metrics;
