package dev.understudy.metrics;

import dev.understudy.replication.Status;
import dev.understudy.replication.standby.StandbyStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Where Prometheus asks: {@code GET /metrics}, over HTTP on the loopback address, on an event loop of
 * its own. Nobody is asked for a password, for nobody else reaches that address.
 */
public final class MetricsEndpoint implements AutoCloseable {
  /** So long may a replica take to answer; then it is shown as not up. */
  static final long PATIENCE_MILLIS = 1_000;

  private static final String PATH = "/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Map<String, Supplier<Future<Status>>> replicas;
  private final Map<String, Supplier<Future<StandbyStatus>>> standbys;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ReplicationMetrics metrics = new ReplicationMetrics(registry);
  private final Vertx vertx = Vertx.vertx(new VertxOptions()
      .setEventLoopPoolSize(1)
      .setWorkerPoolSize(1)
      .setFileSystemOptions(new FileSystemOptions()
          .setFileCachingEnabled(false)
          .setClassPathResolvingEnabled(false)));
  private final Context loop = vertx.getOrCreateContext();
  private HttpServer server;

  private MetricsEndpoint(
      Map<String, Supplier<Future<Status>>> replicas,
      Map<String, Supplier<Future<StandbyStatus>>> standbys) {
    this.replicas = new TreeMap<>(replicas);
    this.standbys = new TreeMap<>(standbys);
  }

  /**
   * Listens, when it returns.
   *
   * @param port 0 for a free one
   * @param replicas how to ask each member, by its name
   * @param standbys how to ask each standby, by its name
   * @throws UncheckedIOException if another program listens at that port
   */
  public static MetricsEndpoint open(
      int port,
      Map<String, Supplier<Future<Status>>> replicas,
      Map<String, Supplier<Future<StandbyStatus>>> standbys) {
    MetricsEndpoint endpoint = new MetricsEndpoint(replicas, standbys);
    try {
      endpoint.server =
          endpoint.listen(port).toCompletionStage().toCompletableFuture().join();
      return endpoint;
    } catch (CompletionException taken) {
      endpoint.close();
      throw new UncheckedIOException(
          "cannot listen at port " + port + ": give another one, or 0 for a free one",
          new IOException(taken.getCause()));
    }
  }

  private Future<HttpServer> listen(int port) {
    Promise<HttpServer> listening = Promise.promise();
    loop.runOnContext(v -> vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(this::onRequest)
        .listen()
        .onComplete(listening));
    return listening.future();
  }

  /** Where to ask. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + PATH);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void onRequest(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!request.path().equals(PATH)) {
      response.setStatusCode(404).end("there is nothing here but " + PATH + "\n");
    } else if (!request.method().equals(HttpMethod.GET)) {
      response.setStatusCode(405).putHeader("Allow", "GET").end("ask with GET\n");
    } else {
      Asked<Status> ofReplicas = new Asked<>(replicas);
      Asked<StandbyStatus> ofStandbys = new Asked<>(standbys);
      Future.join(ofReplicas.all(), ofStandbys.all())
          .onComplete(all -> loop.runOnContext(v -> {
            metrics.show(ofReplicas.told(), ofStandbys.told());
            response.putHeader("Content-Type", TEXT).end(registry.scrape());
          }));
    }
  }

  /** A question to each of these, who answer on their own loops. */
  private final class Asked<S> {
    private final Map<String, Future<Optional<S>>> answers = new TreeMap<>();

    Asked(Map<String, Supplier<Future<S>>> nodes) {
      nodes.forEach((name, node) -> answers.put(name, ask(node)));
    }

    /** A crashed replica never answers. */
    private Future<Optional<S>> ask(Supplier<Future<S>> node) {
      Promise<Optional<S>> answer = Promise.promise();
      long patience = vertx.setTimer(PATIENCE_MILLIS, id -> answer.tryComplete(Optional.empty()));
      node.get().onComplete(told -> {
        vertx.cancelTimer(patience);
        answer.tryComplete(Optional.ofNullable(told.result()));
      });
      return answer.future();
    }

    Future<?> all() {
      return Future.join(List.copyOf(answers.values()));
    }

    Map<String, Optional<S>> told() {
      Map<String, Optional<S>> told = new TreeMap<>();
      answers.forEach((name, answer) -> told.put(name, answer.result()));
      return told;
    }
  }
}
