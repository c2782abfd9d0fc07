package dev.understudy.metrics;

import dev.understudy.cluster.Client;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.replication.LagAlarm;
import dev.understudy.replication.LagWatch;
import dev.understudy.replication.LogBounds;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Status;
import dev.understudy.replication.standby.Standby;
import dev.understudy.replication.standby.StandbyStatus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Replicas on event loops of this process, in real time, standbys that follow the last of them in a
 * chain, and clients that write at a steady pace: something to watch. Journals are in memory, nothing
 * is kept of what happens, and of long values there are fewer, lest they fill the memory.
 */
public final class ClusterUnderLoad implements AutoCloseable {
  /** The names of the nodes, as many of them as there are members. */
  public static final List<String> NAMES =
      List.of("athens", "byzantium", "cyrene", "delphi", "ephesus");

  /** The names of the standbys, as many of them as there are. */
  public static final List<String> STANDBYS = List.of("knossos", "lindos", "miletus", "naxos");

  private static final Duration TICK = Duration.ofMillis(20);
  private static final int CLIENTS = 8;
  private static final int MOST_UNDER_WAY = 64; // when the cluster is slower than the pace
  private static final int MOST_KEYS = 1_000;
  private static final int MOST_BYTES = 32 << 20; // of all values, and again in each log

  private final Cluster cluster = Cluster.local();
  private final Map<String, Replica> replicas = new ConcurrentHashMap<>();
  private final Map<String, Standby> standbys = new ConcurrentHashMap<>();
  private final List<Client> clients = new ArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Settings settings;
  private final String victim;
  private long begun;
  private boolean isDisturbed;

  /**
   * What it does.
   *
   * @param mode how writes are acknowledged
   * @param members how many replicas, 2 to 5
   * @param standbys how many standbys, 0 to 4
   * @param writesPerSecond the pace
   * @param valueBytes the length of a value
   * @param lagLimit beyond so much the lag alarm rings
   * @param isDisturbed whether the last member is cut off for the second of every three {@code
   *     phase}s
   * @param phase the length of such a part
   */
  public record Settings(
      Mode mode,
      int members,
      int standbys,
      int writesPerSecond,
      int valueBytes,
      Duration lagLimit,
      boolean isDisturbed,
      Duration phase) {}

  /** Starts it; {@code listener} hears of lag alarms, on a leader's loop. */
  public ClusterUnderLoad(Settings settings, Consumer<LagAlarm> listener) {
    this.settings = settings;
    List<String> names = NAMES.subList(0, settings.members());
    victim = names.get(names.size() - 1);
    cluster.keep(Recorder.Keep.NOTHING);
    cluster.start(() -> watched(listener), names.toArray(String[]::new));
    String upstream = victim;
    for (String standby : STANDBYS.subList(0, settings.standbys())) {
      String above = upstream;
      cluster.attach(() -> watched(above), standby);
      upstream = standby;
    }
    for (int i = 1; i <= CLIENTS; i++) {
      clients.add(cluster.client("client" + i));
    }
  }

  private Replica watched(Consumer<LagAlarm> listener) {
    return new Replica(settings.mode()) {
      @Override
      protected void onStart() {
        replicas.put(self(), this);
        super.onStart();
      }

      @Override
      protected LagWatch lagWatch() {
        return new LagWatch(settings.lagLimit(), listener);
      }

      @Override
      protected LogBounds logBounds() {
        return boundsOfLogs();
      }
    };
  }

  private Standby watched(String upstream) {
    return new Standby(upstream) {
      @Override
      protected void onStart() {
        standbys.put(self(), this);
        super.onStart();
      }

      @Override
      protected LogBounds logBounds() {
        return boundsOfLogs();
      }
    };
  }

  private LogBounds boundsOfLogs() {
    LogBounds usual = LogBounds.DEFAULT;
    int most = Math.min(usual.mostEntries(), Math.max(16, MOST_BYTES / settings.valueBytes()));
    return new LogBounds(most, most / 8, usual.mostCharacters(), usual.mostUnderWay());
  }

  /** How to ask each member for its status, by its name. */
  public Map<String, Supplier<Future<Status>>> statuses() {
    Map<String, Supplier<Future<Status>>> statuses = new TreeMap<>();
    for (String name : cluster.members()) {
      statuses.put(name, () -> replicas.get(name).status());
    }
    return statuses;
  }

  /** How to ask each standby for its status, by its name. */
  public Map<String, Supplier<Future<StandbyStatus>>> standbyStatuses() {
    Map<String, Supplier<Future<StandbyStatus>>> statuses = new TreeMap<>();
    for (String name : STANDBYS.subList(0, settings.standbys())) {
      statuses.put(name, () -> standbys.get(name).status());
    }
    return statuses;
  }

  /** Writes until it is to stop; looks at that some fifty times a second. */
  public void run(BooleanSupplier isStopped) {
    Duration began = cluster.now();
    while (!isStopped.getAsBoolean()) {
      Duration passed = cluster.now().minus(began);
      disturb(passed);
      long due = passed.toNanos() * settings.writesPerSecond() / 1_000_000_000L;
      while (begun < due && underWay.get() < MOST_UNDER_WAY) {
        write();
      }
      begun = Math.max(begun, due); // what could not begin in time is left out, not caught up with
      cluster.runFor(TICK);
    }
  }

  /** How many writes have been acknowledged so far. */
  public long acknowledged() {
    return acknowledged.get();
  }

  private void write() {
    begun++;
    underWay.incrementAndGet();
    Client client = clients.get((int) (begun % CLIENTS));
    int keys = Math.min(MOST_KEYS, Math.max(1, MOST_BYTES / settings.valueBytes()));
    client.put("key" + begun % keys, "x".repeat(settings.valueBytes())).onComplete(done -> {
      underWay.decrementAndGet();
      if (done.succeeded() && done.result().isOk()) {
        acknowledged.incrementAndGet();
      }
    });
  }

  private void disturb(Duration passed) {
    if (!settings.isDisturbed()) {
      return;
    }
    boolean disturbs = passed.dividedBy(settings.phase()) % 3 == 1;
    if (disturbs && !isDisturbed) {
      cluster.isolate(victim);
    } else if (!disturbs && isDisturbed) {
      cluster.heal();
    }
    isDisturbed = disturbs;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
