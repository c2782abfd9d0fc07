package dev.understudy.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Asks the process that holds a store. What that process refuses is thrown here as if it were refused here. */
final class StoreClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  /** Nobody listens there: the store's process has ended, or is about to. */
  static final class Unreachable extends IOException {
    private static final long serialVersionUID = 1;

    private Unreachable(IOException cause) {
      super(cause);
    }
  }

  private final EndpointFile endpoint;
  private final String job = UUID.randomUUID().toString();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(TO_CONNECT).build();

  StoreClient(EndpointFile endpoint) {
    this.endpoint = endpoint;
  }

  /** Asks, hands on every line about the progress, and returns the answer, which is the last line. */
  JsonNode follow(String path, JsonNode body, Consumer<JsonNode> progress)
      throws Unreachable, InterruptedException {
    HttpRequest request =
        request(path).POST(BodyPublishers.ofString(body.toString())).build();
    HttpResponse<Stream<String>> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofLines());
    } catch (ConnectException | HttpConnectTimeoutException nobody) {
      throw new Unreachable(nobody);
    } catch (IOException cutOff) {
      throw hasEnded();
    }
    try (Stream<String> lines = response.body()) {
      return last(lines.iterator(), progress).orElseThrow(StoreClient::hasEnded);
    }
  }

  /** Asks to undo what this client has asked for and not been answered yet; the answer then says so. */
  void cancel() {
    HttpRequest request =
        request(StoreEndpoint.CANCEL).POST(BodyPublishers.noBody()).build();
    http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(endpoint.at(path))
        .header("Authorization", "Bearer " + endpoint.token())
        .header(StoreEndpoint.JOB, job);
  }

  private static BrokenPromise hasEnded() {
    return new BrokenPromise(
        "the store's process ended before it had answered: nobody knows whether"
            + " it was done; look, and ask again");
  }

  private static Optional<JsonNode> last(Iterator<String> lines, Consumer<JsonNode> progress) {
    try {
      while (lines.hasNext()) {
        JsonNode line = MAPPER.readTree(lines.next());
        if (line.has("refused")) {
          throw new WrongInput(line.path("refused").asText());
        }
        if (line.has("broken")) {
          throw new BrokenPromise(line.path("broken").asText());
        }
        if (line.has("answer")) {
          return Optional.of(line.path("answer"));
        }
        progress.accept(line);
      }
      return Optional.empty();
    } catch (JsonProcessingException | UncheckedIOException cutOff) {
      return Optional.empty();
    }
  }
}
