package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Where other processes of the same user ask the one that holds a store: HTTP on the loopback
 * address. A request names the token and brings a JSON object; the response is JSON lines, the last
 * of which holds the answer, or why there is none.
 */
final class StoreEndpoint {
  /** The header that names what is asked for, so that it can be cancelled. */
  static final String JOB = "Understudy-Job";

  /** Where to ask that the job of that name be cancelled. */
  static final String CANCEL = "/cancel";

  /** The longest body: the longest value, were every letter of it escaped. */
  static final int MOST_BODY_BYTES = 8 << 20;

  private static final int TOKEN_BYTES = 16;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Something that can be asked for. */
  @FunctionalInterface
  interface Verb {
    /** Answers. A failure that {@link KnownFailures} knows is told to the asker. */
    Future<ObjectNode> answer(JsonNode body, Asker asker);
  }

  /** Who waits for an answer. */
  interface Asker {
    /** Tells how far it is. */
    void progress(ObjectNode line);

    /** What is to be done when nobody waits for the answer any more. */
    void whenGone(Runnable stop);
  }

  private final Map<String, Verb> verbs;
  private final Map<String, Waiting> waiting = new TreeMap<>(); // by the name of their job
  private final String token = newToken();
  private final List<Future<Void>> underWay = new ArrayList<>();
  private final HttpServer server;

  private StoreEndpoint(Vertx vertx, Map<String, Verb> verbs) {
    this.verbs = verbs;
    this.server = vertx
        .createHttpServer(new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .setHttp2ClearTextEnabled(false)) // in HTTP/2 nobody may say that a connection ends
        .requestHandler(this::onRequest);
  }

  /** Listens at a free port; completes with where. To be called on the store's loop, as all verbs are. */
  static Future<StoreEndpoint> open(Vertx vertx, Map<String, Verb> verbs) {
    StoreEndpoint endpoint = new StoreEndpoint(vertx, verbs);
    return endpoint.server.listen().map(endpoint);
  }

  /** How it is reached. */
  EndpointFile reached() {
    return new EndpointFile(server.actualPort(), token);
  }

  /** Cancels what is asked for, tells those who asked, and listens no more. */
  Future<Void> close() {
    List.copyOf(waiting.values()).forEach(Waiting::leave);
    return Future.join(List.copyOf(underWay)).transform(ended -> server.close());
  }

  private void onRequest(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    Verb verb = verbs.get(request.path());
    if (!hasToken(request)) {
      refuse(response, 401, "the token of this store's endpoint.json is missing");
    } else if (!request.method().equals(HttpMethod.POST)) {
      refuse(response, 405, "ask with POST");
    } else if (request.path().equals(CANCEL)) {
      leave(job(request));
      end(response, line("answer", JsonNodeFactory.instance.objectNode()));
    } else if (verb == null) {
      refuse(response, 404, "there is nothing to ask for at " + request.path());
    } else {
      body(request)
          .onSuccess(body -> answer(verb, body, request))
          .onFailure(tooMuch -> refuse(response, 413, tooMuch.getMessage()));
    }
  }

  private boolean hasToken(HttpServerRequest request) {
    String given = request.getHeader("Authorization");
    return given != null
        && MessageDigest.isEqual(bytes(given), bytes("Bearer " + token)); // takes the same time
  }

  private void answer(Verb verb, Buffer body, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    JsonNode asked;
    try {
      asked = MAPPER.readTree(body.getBytes());
    } catch (IOException noJson) {
      refuse(response, 400, "the body is no JSON");
      return;
    }
    response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
    String job = job(request);
    Waiting asker = new Waiting(response);
    waiting.put(job, asker);
    response.closeHandler(closed -> leave(job));
    Future<Void> answered = Future.<Void>succeededFuture()
        .compose(now -> verb.answer(asked, asker))
        .onComplete(done -> waiting.remove(job, asker))
        .transform(done ->
            end(response, done.succeeded() ? line("answer", done.result()) : line(done.cause())));
    underWay.add(answered);
    answered.onComplete(told -> underWay.remove(answered));
  }

  private static String job(HttpServerRequest request) {
    String named = request.getHeader(JOB);
    return named == null ? UUID.randomUUID().toString() : named;
  }

  private void leave(String job) {
    Waiting asker = waiting.get(job);
    if (asker != null) {
      asker.leave();
    }
  }

  /** The body, as long as it is not too long; to be asked for before any other body event comes. */
  private static Future<Buffer> body(HttpServerRequest request) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    request
        .handler(part -> {
          if (body.length() + part.length() > MOST_BODY_BYTES) {
            whole.tryFail("a body may have " + MOST_BODY_BYTES + " bytes");
          } else {
            body.appendBuffer(part);
          }
        })
        .endHandler(end -> whole.tryComplete(body))
        .exceptionHandler(whole::tryFail);
    return whole.future();
  }

  private static void refuse(HttpServerResponse response, int status, String why) {
    // The rest of a body is not read, so nothing else can come through this connection.
    response.setStatusCode(status).putHeader("Connection", "close");
    end(response, JsonNodeFactory.instance.objectNode().put("refused", why));
  }

  private static Future<Void> end(HttpServerResponse response, ObjectNode line) {
    return response.ended() || response.closed()
        ? Future.succeededFuture()
        : response.end(line + "\n");
  }

  private static ObjectNode line(String name, ObjectNode value) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set(name, value);
    return line;
  }

  private static ObjectNode line(Throwable failure) {
    RuntimeException known = KnownFailures.of(failure)
        .orElseGet(() -> new BrokenPromise("the store's process failed: " + failure));
    String kind = known instanceof WrongInput ? "refused" : "broken";
    return JsonNodeFactory.instance.objectNode().put(kind, known.getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String newToken() {
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  /** The other end of a connection. */
  private static final class Waiting implements Asker {
    private final HttpServerResponse response;
    private Runnable stop = () -> {};

    Waiting(HttpServerResponse response) {
      this.response = response;
    }

    @Override
    public void progress(ObjectNode line) {
      if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
        response.write(line + "\n"); // one that reads too slowly misses some
      }
    }

    @Override
    public void whenGone(Runnable toStop) {
      stop = toStop;
    }

    void leave() {
      stop.run();
    }
  }
}
