package dev.understudy.lab;

import dev.understudy.metrics.ClusterUnderLoad;
import dev.understudy.metrics.MetricsEndpoint;
import dev.understudy.replication.LagWatch;
import dev.understudy.replication.Mode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Something to point a Prometheus at. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = {
      "Runs replicas in real time in this process, writes to them at a steady pace, and shows their"
          + " metrics to Prometheus, or to you, at http://127.0.0.1:PORT/metrics.",
      "",
      "When a follower lags more than --lag-alarm seconds, a line says so. With --disturb the last"
          + " member is cut off for the middle 20 of every 60 seconds: then there is lag to see."
    },
    footer = {"", "Exit code: 0 its time is over, 2 wrong usage, 130 interrupted."})
final class MetricsCommand implements Callable<Integer> {
  private static final Duration PHASE = Duration.ofSeconds(20);
  private static final int MOST_SECONDS = 7 * 86_400;
  private static final int MOST_WRITES = 100_000;
  private static final int MOST_VALUE_BYTES = 1_000_000; // a request may be a little longer

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "0",
      description = "listen at this port; at a free one unless given")
  private int port;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "quorum",
      description = "how replicas acknowledge: async, semi-sync, quorum or sync; ${DEFAULT-VALUE}"
          + " unless given")
  private String mode;

  @Option(
      names = "--members",
      paramLabel = "N",
      defaultValue = "3",
      description = "how many replicas; ${DEFAULT-VALUE} unless given")
  private int members;

  @Option(
      names = "--standbys",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "how many standbys follow the last member in a chain; ${DEFAULT-VALUE} unless given")
  private int standbys;

  @Option(
      names = "--rate",
      paramLabel = "W",
      defaultValue = "200",
      description = "writes begun in a second; ${DEFAULT-VALUE} unless given")
  private int rate;

  @Option(
      names = "--value-bytes",
      paramLabel = "B",
      defaultValue = "100",
      description = "the length of a value; ${DEFAULT-VALUE} unless given")
  private int valueBytes;

  @Option(
      names = "--lag-alarm",
      paramLabel = "S",
      description = "seconds of lag beyond which the alarm rings; 10 unless given")
  private Integer lagAlarm;

  @Option(names = "--disturb", description = "cut the last member off again and again")
  private boolean disturb;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "end after so long; with Ctrl-C unless given")
  private Integer seconds;

  private final Console console;
  private final Interruption interruption;

  MetricsCommand(Console console, Interruption interruption) {
    this.console = console;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    ClusterUnderLoad.Settings settings = settings();
    Ports.choose(port);
    try (Stoppable stoppable = new Stoppable(interruption, () -> {});
        ClusterUnderLoad cluster = new ClusterUnderLoad(
            settings,
            alarm -> console.tell("metrics: " + alarm.leader() + " says: " + alarm.text()));
        MetricsEndpoint endpoint = open(cluster)) {
      console.answer("metrics of " + who() + " at " + endpoint.address() + "; "
          + (seconds == null ? "Ctrl-C ends it" : "it ends after " + seconds + " s"));
      cluster.run(until(stoppable));
      console.tell("metrics: " + cluster.acknowledged() + " writes were acknowledged");
      return stoppable.isStopped() ? Exit.INTERRUPTED : Exit.HOLDS;
    }
  }

  private String who() {
    return members + " replicas"
        + switch (standbys) {
          case 0 -> "";
          case 1 -> " and a standby";
          default -> " and " + standbys + " standbys";
        };
  }

  private MetricsEndpoint open(ClusterUnderLoad cluster) {
    try {
      return MetricsEndpoint.open(port, cluster.statuses(), cluster.standbyStatuses());
    } catch (UncheckedIOException taken) { // in the moment since it was free
      throw new WrongInput(taken.getMessage());
    }
  }

  private BooleanSupplier until(Stoppable stoppable) {
    long began = System.nanoTime();
    long limit = seconds == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds);
    return () -> stoppable.isStopped() || System.nanoTime() - began >= limit;
  }

  private ClusterUnderLoad.Settings settings() {
    if (port < 0 || port > 65_535) {
      throw new WrongInput("--port " + port + " is no port: give one from 1 to 65535");
    }
    check("--members", members, 2, ClusterUnderLoad.NAMES.size());
    check("--standbys", standbys, 0, ClusterUnderLoad.STANDBYS.size());
    check("--rate", rate, 1, MOST_WRITES);
    check("--value-bytes", valueBytes, 1, MOST_VALUE_BYTES);
    if (seconds != null) {
      check("--seconds", seconds, 1, MOST_SECONDS);
    }
    if (lagAlarm != null) {
      check("--lag-alarm", lagAlarm, 1, MOST_SECONDS);
    }
    Duration limit = lagAlarm == null ? LagWatch.LIMIT : Duration.ofSeconds(lagAlarm);
    return new ClusterUnderLoad.Settings(
        named(mode), members, standbys, rate, valueBytes, limit, disturb, PHASE);
  }

  private static void check(String option, long given, long least, long most) {
    if (given < least || given > most) {
      throw new WrongInput(option + " " + given + ": give " + least + " to " + most);
    }
  }

  private static Mode named(String typed) {
    return Stream.of(Mode.values())
        .filter(one -> DrillTask.word(one).equals(typed))
        .findFirst()
        .orElseThrow(() -> new WrongInput("there is no mode '" + typed + "', only "
            + String.join(
                ", ", Stream.of(Mode.values()).map(DrillTask::word).sorted().toList())));
  }
}
