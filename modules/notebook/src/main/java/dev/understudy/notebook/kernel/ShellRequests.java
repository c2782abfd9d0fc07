package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.notebook.CellEngine;
import dev.understudy.notebook.CellResult;
import dev.understudy.notebook.Completions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.zeromq.ZMQ.Socket;

/** The requests that are answered one after the other: running cells, and questions about their source. */
final class ShellRequests {
  /** A person sits before the cell and can interrupt it. */
  private static final Duration NO_LIMIT = Duration.ofDays(1_000);

  private final Wire wire;
  private final Socket socket;
  private final Broadcast broadcast;
  private final Input input;
  private final CompletableFuture<CellEngine> engine;
  private final ControlRequests control;
  private int executionCount;

  ShellRequests(
      Wire wire,
      Socket socket,
      Broadcast broadcast,
      Input input,
      CompletableFuture<CellEngine> engine,
      ControlRequests control) {
    this.wire = wire;
    this.socket = socket;
    this.broadcast = broadcast;
    this.input = input;
    this.engine = engine;
    this.control = control;
  }

  /** Answers one request, and after a cell that failed those that were queued behind it. */
  void serve(Message request) {
    serve(request, false).forEach(queued -> serve(queued, true));
  }

  private List<Message> serve(Message request, boolean abort) {
    broadcast.status(request, "busy");
    List<Message> toAbort = List.of();
    try {
      if (!request.type().equals("execute_request")) {
        answer(request).ifPresent(reply -> wire.send(socket, reply));
      } else if (abort) {
        ObjectNode aborted = json().put("status", "aborted").put("execution_count", executionCount);
        wire.send(socket, request.reply("execute_reply", aborted));
      } else {
        toAbort = execute(request);
      }
    } finally {
      broadcast.status(request, "idle");
    }
    control.afterReply(request);
    return toAbort;
  }

  /** Runs a cell; returns the requests that must not be served as usual because it failed. */
  private List<Message> execute(Message request) {
    ObjectNode content = request.content();
    String code = content.path("code").asText();
    boolean silent = content.path("silent").asBoolean();
    if (!silent && content.path("store_history").asBoolean(true)) {
      executionCount++;
    }
    if (!silent) {
      broadcast.publish(
          request,
          "execute_input",
          json().put("code", code).put("execution_count", executionCount));
    }
    broadcast.printFor(request);
    input.readFor(content.path("allow_stdin").asBoolean() ? request : null);
    CellResult result = engine.join().run(executionCount, code, NO_LIMIT);
    if (result instanceof CellResult.Value value && !silent) {
      ObjectNode shown = json().put("execution_count", executionCount);
      ObjectNode data = shown.putObject("data");
      value.content().forEach(data::put);
      shown.putObject("metadata");
      broadcast.publish(request, "execute_result", shown);
    }
    ObjectNode reply = ControlRequests.ok();
    CellResult.Failure failure = result.asFailure();
    List<Message> toAbort = List.of();
    if (failure != null) {
      // before the reply: a client that has seen the failure and goes on must not be taken for one
      // that has not
      toAbort = content.path("stop_on_error").asBoolean(true) ? queued() : List.of();
      broadcast.publish(request, "error", error(failure));
      reply = error(failure).put("status", "error");
    } else {
      reply.putObject("user_expressions");
      reply.putArray("payload");
    }
    wire.send(socket, request.reply("execute_reply", reply.put("execution_count", executionCount)));
    return toAbort;
  }

  private List<Message> queued() {
    List<Message> queued = new ArrayList<>();
    int patience = socket.getReceiveTimeOut();
    socket.setReceiveTimeOut(0);
    Optional<Message> next = wire.receive(socket);
    while (next.isPresent()) {
      queued.add(next.get());
      next = wire.receive(socket);
    }
    socket.setReceiveTimeOut(patience);
    return queued;
  }

  private static ObjectNode error(CellResult.Failure failure) {
    ObjectNode error = json().put("ename", failure.name()).put("evalue", failure.message());
    failure.traceback().forEach(error.putArray("traceback")::add);
    return error;
  }

  private Optional<Message> answer(Message request) {
    ObjectNode reply = ControlRequests.ok();
    String type = request.type();
    switch (type) {
      case "complete_request" -> complete(request.content(), reply);
      case "inspect_request" -> inspect(request.content(), reply);
      case "is_complete_request" -> isComplete(request.content(), reply);
      case "history_request" -> reply.putArray("history");
      case "comm_info_request" -> reply.putObject("comms");
      case "comm_open" -> {
        broadcast.publish(
            request,
            "comm_close",
            json().put("comm_id", request.content().path("comm_id").asText()));
        return Optional.empty();
      }
      default -> {
        return control.answer(request);
      }
    }
    return Optional.of(request.reply(type.replace("_request", "_reply"), reply));
  }

  private void complete(ObjectNode content, ObjectNode reply) {
    String code = content.path("code").asText();
    Completions found = engine.join().complete(code, cursor(content, code));
    found.texts().forEach(reply.putArray("matches")::add);
    reply.put("cursor_start", code.codePointCount(0, found.start()));
    reply.put("cursor_end", code.codePointCount(0, found.end()));
    reply.putObject("metadata");
  }

  private void inspect(ObjectNode content, ObjectNode reply) {
    String code = content.path("code").asText();
    List<String> found = engine.join().inspect(code, cursor(content, code));
    reply.put("found", !found.isEmpty());
    ObjectNode data = reply.putObject("data");
    if (!found.isEmpty()) {
      data.put("text/plain", String.join("\n\n", found));
    }
    reply.putObject("metadata");
  }

  private void isComplete(ObjectNode content, ObjectNode reply) {
    String status = switch (engine.join().readiness(content.path("code").asText())) {
      case COMPLETE -> "complete";
      case INCOMPLETE -> "incomplete";
      case INVALID -> "invalid";
    };
    reply.put("status", status).put("indent", status.equals("incomplete") ? "  " : "");
  }

  /** The protocol counts code points, Java counts chars. */
  private static int cursor(ObjectNode content, String code) {
    int codePoints = code.codePointCount(0, code.length());
    return code.offsetByCodePoints(
        0, Math.max(0, Math.min(codePoints, content.path("cursor_pos").asInt(codePoints))));
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
