package dev.understudy.benchmarks;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Status;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Our replicas in real time, an event loop for each, journals in memory or each in a folder of one
 * disk, no trace. The leader is asked by its resident, or by a client, whose loop then counts as the
 * leader's.
 */
final class Replicas implements Replicated {
  private static final String[] NAMES = {"athens", "byzantium", "cyrene", "delphi", "ephesus"};

  private final Scratch scratch = new Scratch();
  private final boolean onDisk;
  private final Cluster cluster;
  private final Writes writes;
  private final List<Replica> replicas = new ArrayList<>();
  private final Function<Command, Future<Outcome<String>>> asked;

  private Replicas(Mode mode, Kind kind, boolean throughClient) {
    onDisk = kind.onDisk();
    cluster = onDisk ? Cluster.local(scratch.make()) : Cluster.local();
    writes = new Writes(kind.bytes());
    cluster.keep(Recorder.Keep.NOTHING);
    cluster.start(
        () -> {
          replicas.add(new Replica(mode));
          return replicas.get(replicas.size() - 1);
        },
        List.of(NAMES).subList(0, kind.members()).toArray(String[]::new));
    if (throughClient) {
      Client client = cluster.client("alice");
      asked = client::execute;
    } else {
      asked = replicas.get(0).resident()::execute; // the first by name leads
    }
  }

  static Replicas asked(Mode mode, Kind kind) {
    return new Replicas(mode, kind, false);
  }

  static Replicas askedByClient(Mode mode, Kind kind) {
    return new Replicas(mode, kind, true);
  }

  /** From now on nothing reaches the last of them. */
  void cutOffLast() {
    cluster.isolate(cluster.members().get(replicas.size() - 1));
  }

  /** What the leader says of itself. */
  Status status() {
    return cluster.await(replicas.get(0).status());
  }

  @Override
  public void onLeader(Runnable action) {
    write(over -> action.run());
  }

  @Override
  public void write(Consumer<Throwable> over) {
    asked.apply(writes.next()).onSuccess(outcome -> {
      if (outcome.isOk()) {
        over.accept(null);
      } else {
        over.accept(new IllegalStateException(outcome.toString()));
      }
    });
  }

  @Override
  public void close() {
    cluster.close();
    if (onDisk) {
      scratch.remove();
    }
  }
}
