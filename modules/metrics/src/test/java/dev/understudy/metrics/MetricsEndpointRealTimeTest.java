package dev.understudy.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.LagAlarm;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.Status;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoublePredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsEndpointRealTimeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private HttpResponse<String> ask(URI where, String method)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(where)
        .method(method, HttpRequest.BodyPublishers.noBody())
        .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private double value(MetricsEndpoint endpoint, String name)
      throws IOException, InterruptedException {
    HttpResponse<String> response = ask(endpoint.address(), "GET");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("understudy_" + name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private void await(MetricsEndpoint endpoint, String name, DoublePredicate wanted)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (!wanted.test(value(endpoint, name))) {
      assertThat(System.nanoTime() - began).as(name).isLessThan(PATIENCE.toNanos());
    }
  }

  @Test
  @DisplayName("What is asked for over HTTP is how the replicas are at that moment")
  void scraped() throws Exception {
    BlockingQueue<LagAlarm> alarms = new LinkedBlockingQueue<>();
    AtomicBoolean isOver = new AtomicBoolean();
    ClusterUnderLoad.Settings settings = new ClusterUnderLoad.Settings(
        Mode.QUORUM, 3, 2, 500, 100, Duration.ofMillis(600), true, Duration.ofSeconds(2));
    try (ClusterUnderLoad cluster = new ClusterUnderLoad(settings, alarms::add);
        MetricsEndpoint endpoint =
            MetricsEndpoint.open(0, cluster.statuses(), cluster.standbyStatuses())) {
      Thread load = new Thread(() -> cluster.run(isOver::get), "load");
      load.start();
      try {
        await(endpoint, "replica_log_last_index{node=\"athens\"}", index -> index > 100);
        await(endpoint, "replica_log_applied_index{node=\"byzantium\"}", index -> index > 100);
        await(endpoint, "standby_log_last_index{node=\"lindos\"}", index -> index > 100);
        String ofCyrene = "{follower=\"cyrene\",node=\"athens\"}";
        await(endpoint, "replica_follower_lag_alarm" + ofCyrene, alarm -> alarm == 1);
        await(endpoint, "replica_follower_lag_seconds" + ofCyrene, seconds -> seconds > 0.6);
        await(endpoint, "replica_follower_lag_bytes" + ofCyrene, bytes -> bytes > 10_000);
        checkText(ask(endpoint.address(), "GET").body());
        assertThat(value(endpoint, "replica_lag_alarms_total{node=\"athens\"}"))
            .isGreaterThanOrEqualTo(1);
        await(endpoint, "replica_follower_lag_alarm" + ofCyrene, alarm -> alarm == 0);
        assertThat(alarms.poll(60, TimeUnit.SECONDS).isRinging()).isTrue();
        assertThat(alarms.poll(60, TimeUnit.SECONDS).isRinging()).isFalse();
      } finally {
        isOver.set(true);
        load.join();
      }
      assertThat(cluster.acknowledged()).isGreaterThan(100);
    }
  }

  /** Each name is well formed, has its help and its type before its first sample, and each sample once. */
  private static void checkText(String text) {
    Set<String> helped = new TreeSet<>();
    Set<String> typed = new TreeSet<>();
    Set<String> samples = new TreeSet<>();
    assertThat(text).endsWith("\n");
    for (String line : text.split("\n")) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        assertThat(helped.add(words[2])).as(line).isTrue();
      } else if (line.startsWith("# TYPE ")) {
        assertThat(typed.add(words[2])).as(line).isTrue();
        assertThat(words[3]).as(line).isEqualTo(words[2].endsWith("_total") ? "counter" : "gauge");
      } else {
        assertThat(line).matches("understudy_[a-z_]+\\{([a-z]+=\"[a-z-]+\",?)+} -?[0-9.E]+");
        assertThat(samples.add(line.substring(0, line.indexOf(' ')))).as(line).isTrue();
        assertThat(helped).contains(line.substring(0, line.indexOf('{')));
        assertThat(typed).contains(line.substring(0, line.indexOf('{')));
      }
    }
    assertThat(samples).hasSizeGreaterThan(50);
  }

  @Test
  @DisplayName(
      "Who crashes is down, and up again when it has restarted; nobody else is kept waiting")
  void crash() throws Exception {
    Map<String, Replica> replicas = new ConcurrentHashMap<>();
    Map<String, Supplier<Future<Status>>> statuses = new TreeMap<>();
    for (String name : List.of("athens", "byzantium", "cyrene")) {
      statuses.put(name, () -> replicas.get(name).status());
    }
    try (Cluster cluster = Cluster.local();
        MetricsEndpoint endpoint = MetricsEndpoint.open(0, statuses, Map.of())) {
      cluster.start(
          () -> new Replica(Mode.ASYNC) {
            @Override
            protected void onStart() {
              replicas.put(self(), this);
              super.onStart();
            }
          },
          statuses.keySet().toArray(String[]::new));
      cluster.crash("byzantium");
      String down = ask(endpoint.address(), "GET").body();
      checkText(down);
      assertThat(down)
          .contains("understudy_replica_up{node=\"byzantium\"} 0.0")
          .contains("understudy_replica_up{node=\"cyrene\"} 1.0")
          .contains("understudy_replica_follower_lag_entries{follower=\"byzantium\"")
          .doesNotContain("understudy_replica_epoch{node=\"byzantium\"}");
      cluster.restart("byzantium");
      await(endpoint, "replica_up{node=\"byzantium\"}", up -> up == 1);
    }
  }

  private static Supplier<Future<Status>> never() {
    return () -> Promise.<Status>promise().future();
  }

  @Test
  @DisplayName("Who does not answer in time is shown as down; the others are not kept waiting")
  void down() throws Exception {
    Supplier<Future<Status>> fails = () -> Future.failedFuture("broken");
    Map<String, Supplier<Future<Status>>> replicas = Map.of("athens", never(), "cyrene", fails);
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(0, replicas, Map.of())) {
      assertThat(value(endpoint, "replica_up{node=\"athens\"}")).isZero();
      assertThat(value(endpoint, "replica_up{node=\"cyrene\"}")).isZero();
    }
  }

  @Test
  @DisplayName("There is one thing to GET, and nothing else to do")
  void refused() throws Exception {
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(0, Map.of(), Map.of())) {
      assertThat(endpoint.address().getHost()).isEqualTo("127.0.0.1");
      assertThat(ask(endpoint.address(), "POST").statusCode()).isEqualTo(405);
      assertThat(ask(endpoint.address().resolve("/"), "GET").statusCode()).isEqualTo(404);
      assertThat(ask(endpoint.address().resolve("/metrics?x=1"), "GET").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  @DisplayName("Nobody reaches it but through the loopback address")
  void loopbackOnly() throws IOException {
    try (MetricsEndpoint endpoint = MetricsEndpoint.open(0, Map.of(), Map.of())) {
      int port = endpoint.address().getPort();
      assertThat(listens(InetAddress.getByName("127.0.0.1"), port)).isTrue();
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress())
          .forEach(
              address -> assertThat(listens(address, port)).as("%s", address).isFalse());
    }
  }

  private static boolean listens(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  @DisplayName("Two at once have ports of their own; one that is taken is told in words")
  void ports() {
    try (MetricsEndpoint one = MetricsEndpoint.open(0, Map.of(), Map.of());
        MetricsEndpoint other = MetricsEndpoint.open(0, Map.of(), Map.of())) {
      int taken = one.address().getPort();
      assertThat(List.of(taken)).doesNotContain(other.address().getPort());
      assertThatThrownBy(() -> MetricsEndpoint.open(taken, Map.of(), Map.of()))
          .hasMessage("cannot listen at port " + taken + ": give another one, or 0 for a free one");
    }
  }
}
