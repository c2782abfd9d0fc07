package dev.understudy.sim;

import static dev.understudy.sim.WorldTest.verticle;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fails when a new Vert.x no longer goes through the places where a world says no. */
class VertxInternalsTest {
  enum Forbidden {
    EXECUTE_BLOCKING(vertx -> vertx.executeBlocking(() -> "done"), "executeBlocking"),
    READ_FILE(vertx -> vertx.fileSystem().readFile("pom.xml"), "executeBlocking"),
    READ_FILE_BLOCKING(
        vertx -> Future.succeededFuture(vertx.fileSystem().readFileBlocking("pom.xml")),
        "file system"),
    LISTEN(vertx -> vertx.createNetServer().connectHandler(s -> {}).listen(0), "sockets"),
    CONNECT(vertx -> vertx.createNetClient().connect(80, "127.0.0.1"), "sockets"),
    HTTP_LISTEN(vertx -> vertx.createHttpServer().requestHandler(r -> {}).listen(0), "sockets"),
    HTTP_REQUEST(
        vertx -> vertx.createHttpClient().request(HttpMethod.GET, 80, "127.0.0.1", "/"), "sockets"),
    DATAGRAM(vertx -> vertx.createDatagramSocket().listen(0, "127.0.0.1"), "sockets"),
    DNS(vertx -> vertx.createDnsClient(53, "127.0.0.1").lookup("example.org"), "sockets"),
    WORKER(
        vertx -> vertx.deployVerticle(
            verticle(inner -> {}),
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)),
        "executeBlocking"),
    WORKER_POOL(
        vertx -> vertx.createSharedWorkerExecutor("pool").executeBlocking(() -> 1),
        "executeBlocking");

    private final Function<Vertx, Future<?>> attempt;
    private final String word;

    Forbidden(Function<Vertx, Future<?>> attempt, String word) {
      this.attempt = attempt;
      this.word = word;
    }
  }

  @ParameterizedTest
  @EnumSource(Forbidden.class)
  @DisplayName("What virtual time cannot give is refused, with a word on what to do instead")
  void refused(Forbidden forbidden) {
    try (World world = World.fromSeed(1)) {
      String[] said = {"nothing"};
      world.node("rome").deploy(verticle(vertx -> {
        try {
          forbidden
              .attempt
              .apply(vertx)
              .onComplete(
                  result -> said[0] = result.succeeded() ? "it worked" : words(result.cause()));
        } catch (RuntimeException refusal) {
          said[0] = words(refusal);
        }
      }));
      try {
        world.runFor(ofSeconds(30));
      } catch (SimulationFailure failure) {
        said[0] = words(failure);
      }
      assertThat(said[0]).contains(forbidden.word).contains("simulated world");
    }
  }

  @ParameterizedTest
  @EnumSource(value = ThreadingModel.class, names = "EVENT_LOOP", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("A verticle that wants a thread of its own is refused at once, on every JDK")
  void threading(ThreadingModel model) {
    try (World world = World.fromSeed(1)) {
      assertThatThrownBy(() -> world
              .node("rome")
              .deploy(verticle(v -> {}), new DeploymentOptions().setThreadingModel(model)))
          .hasMessageContaining("no real thread for the threading model " + model);
    }
  }

  private static String words(Throwable thrown) {
    return thrown == null ? "" : thrown.getMessage() + " " + words(thrown.getCause());
  }
}
