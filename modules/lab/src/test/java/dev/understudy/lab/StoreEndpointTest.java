package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreEndpointTest {
  private final StoreLoop loop = new StoreLoop();
  private final HttpClient http = HttpClient.newHttpClient();
  private StoreEndpoint endpoint;
  private EndpointFile reached;

  @TempDir
  private Path folder;

  @BeforeEach
  void open() throws Exception {
    Map<String, StoreEndpoint.Verb> verbs = Map.of(
        "/echo",
        (body, asker) -> Future.succeededFuture(object("said", body.path("say").asText())),
        "/wait",
        StoreEndpointTest::untilNobodyWaits,
        "/refuse",
        (body, asker) -> Future.failedFuture(new WrongInput("not like this")),
        "/break",
        (body, asker) -> Future.failedFuture(new BrokenPromise("it is damaged")),
        "/fault",
        (body, asker) -> {
          throw new IllegalStateException("oops");
        });
    endpoint = loop.await(() -> StoreEndpoint.open(loop.vertx(), verbs));
    reached = endpoint.reached();
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private static Future<ObjectNode> untilNobodyWaits(JsonNode body, StoreEndpoint.Asker asker) {
    Promise<ObjectNode> undone = Promise.promise();
    asker.whenGone(() -> undone.tryFail(new BrokenPromise("undone")));
    asker.progress(object("what", "half"));
    return undone.future();
  }

  private static ObjectNode object(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  private HttpResponse<String> raw(String path, String token, HttpRequest.BodyPublisher body)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(reached.at(path)).POST(body);
    if (token != null) {
      request.header("Authorization", token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private int status(String path, String token, String body) throws Exception {
    return raw(path, token, HttpRequest.BodyPublishers.ofString(body)).statusCode();
  }

  @Test
  @DisplayName("Without the token nobody is answered, whatever he asks for")
  void tokenIsNeeded() throws Exception {
    for (String path : List.of("/echo", "/cancel", "/nothing")) {
      assertThat(status(path, null, "{}")).isEqualTo(401);
      assertThat(status(path, "Bearer ", "{}")).isEqualTo(401);
      assertThat(status(path, "Bearer x" + reached.token().substring(1), "{}")).isEqualTo(401);
      assertThat(status(path, reached.token(), "{}")).isEqualTo(401);
    }
    assertThat(status("/echo", "Bearer " + reached.token(), "{}")).isEqualTo(200);
  }

  @Test
  @DisplayName(
      "What nobody serves, no JSON and too much are refused, and the next request is served")
  void wrongRequests() throws Exception {
    String token = "Bearer " + reached.token();
    assertThat(status("/nothing", token, "{}")).isEqualTo(404);
    assertThat(status("/echo", token, "{")).isEqualTo(400);
    HttpRequest get = HttpRequest.newBuilder(reached.at("/echo"))
        .header("Authorization", token)
        .build();
    assertThat(http.send(get, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(405);
    byte[] much = new byte[StoreEndpoint.MOST_BODY_BYTES + 1];
    assertThat(raw("/echo", token, HttpRequest.BodyPublishers.ofByteArray(much)).statusCode())
        .isEqualTo(413);
    assertThat(status("/echo", token, "{}")).isEqualTo(200);
  }

  @Test
  @DisplayName("An answer is handed on, and so is a refusal as what it is")
  void answers() throws Exception {
    StoreClient client = new StoreClient(reached);
    assertThat(client.follow("/echo", object("say", "h\u00e9 \"!"), line -> {}))
        .isEqualTo(object("said", "h\u00e9 \"!"));
    assertThatThrownBy(() -> client.follow("/refuse", object("a", "b"), line -> {}))
        .isInstanceOf(WrongInput.class)
        .hasMessage("not like this");
    assertThatThrownBy(() -> client.follow("/break", object("a", "b"), line -> {}))
        .isInstanceOf(BrokenPromise.class)
        .hasMessage("it is damaged");
    assertThatThrownBy(() -> client.follow("/fault", object("a", "b"), line -> {}))
        .isInstanceOf(BrokenPromise.class)
        .hasMessageContaining("oops");
  }

  @Test
  @DisplayName("Who cancels is answered when all is undone")
  void cancel() throws Exception {
    StoreClient client = new StoreClient(reached);
    List<JsonNode> heard = new ArrayList<>();
    assertThatThrownBy(() -> client.follow("/wait", object("a", "b"), line -> {
          heard.add(line);
          new StoreClient(reached).cancel(); // another's, which changes nothing
          client.cancel();
        }))
        .hasMessage("undone");
    assertThat(heard).containsExactly(object("what", "half"));
  }

  @Test
  @DisplayName("A store that ends undoes what is under way, and says so to who has asked")
  void ends() throws Exception {
    StoreClient client = new StoreClient(reached);
    List<Future<Void>> closed = new ArrayList<>();
    assertThatThrownBy(() -> client.follow(
            "/wait", object("a", "b"), line -> loop.run(() -> closed.add(endpoint.close()))))
        .hasMessage("undone");
    loop.await(() -> closed.get(0));
    assertThatThrownBy(() -> new StoreClient(reached).follow("/echo", object("a", "b"), line -> {}))
        .isInstanceOf(StoreClient.Unreachable.class);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @DisplayName("Only the owner reads the token, and who finds nobody is told so")
  void file() throws Exception {
    assertThat(EndpointFile.read(folder)).isEmpty();
    reached.write(folder);
    reached.write(folder);
    assertThat(EndpointFile.read(folder)).contains(reached);
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("endpoint.json"))))
        .isEqualTo("rw-------");
    Files.writeString(folder.resolve("endpoint.json"), "{\"port\":");
    assertThat(EndpointFile.read(folder)).isEmpty();
    EndpointFile.delete(folder);
    assertThat(folder).isEmptyDirectory();
    loop.close();
    assertThatThrownBy(() -> new StoreClient(reached).follow("/echo", object("a", "b"), line -> {}))
        .isInstanceOf(StoreClient.Unreachable.class);
  }
}
