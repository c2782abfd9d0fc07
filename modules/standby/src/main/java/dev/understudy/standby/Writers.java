package dev.understudy.standby;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clients that write, each value to a key of its own: every few milliseconds each of them that has its
 * answer asks for the next one. At the end an auditor reads every key.
 */
final class Writers {
  static final String AUDITOR = "auditor";

  private static final Duration TICK = Duration.ofMillis(50);

  private final Cluster cluster;
  private final String[] asks;
  private final Map<String, Client> clients = new LinkedHashMap<>();
  private final Map<String, Future<Outcome<String>>> underWay = new LinkedHashMap<>();
  private final List<String> written = new ArrayList<>();
  private boolean isBack;

  Writers(Cluster cluster, List<String> names, List<String> asks) {
    this.cluster = cluster;
    this.asks = asks.toArray(String[]::new);
    names.forEach(name -> clients.put(name, cluster.join(name, new Client(this.asks))));
  }

  /** Writes so many bytes in values of that length, which is no part of what is measured. */
  void load(long bytes, int valueLength) {
    Client loader = cluster.join("loader", new Client(asks));
    for (long i = 0; i < bytes / valueLength; i++) {
      cluster.await(loader.execute(new Command.Append("data/" + i, "x".repeat(valueLength))));
    }
  }

  /** Lets them write for so long. */
  void writeFor(Duration time) {
    Duration end = cluster.now().plus(time);
    while (cluster.now().compareTo(end) < 0) {
      askWhoIsIdle(false);
      Duration left = end.minus(cluster.now());
      cluster.runFor(left.compareTo(TICK) < 0 ? left : TICK);
    }
  }

  /** Lets them write until a write is acknowledged that was asked for from now on, or time is up. */
  void writeUntilBack(Duration mostPatience) {
    Duration end = cluster.now().plus(mostPatience);
    isBack = false;
    while (!isBack && cluster.now().compareTo(end) < 0) {
      askWhoIsIdle(true);
      cluster.runFor(TICK);
    }
  }

  private void askWhoIsIdle(boolean isAfterFailure) {
    clients.forEach((name, client) -> {
      Future<Outcome<String>> last = underWay.get(name);
      if (last == null || last.isComplete()) {
        String key = name + "/" + (written.size() + 1);
        written.add(key);
        Future<Outcome<String>> next = client.put(key, "here");
        next.onSuccess(outcome -> isBack |= isAfterFailure && outcome.isOk());
        underWay.put(name, next);
      }
    });
  }

  /** Waits for what is under way, then reads every key, until one is not answered. */
  void audit() {
    underWay.values().forEach(cluster::await);
    Client auditor = cluster.join(AUDITOR, new Client(asks));
    for (String key : written) {
      if (!cluster.await(auditor.get(key)).isOk()) {
        return;
      }
    }
  }
}
