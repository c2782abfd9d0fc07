package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.notebook.CellEngine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The requests that are answered while a cell runs. */
final class ControlRequests {
  private final CompletableFuture<CellEngine> engine;
  private final CountDownLatch shutdown;

  ControlRequests(CompletableFuture<CellEngine> engine, CountDownLatch shutdown) {
    this.engine = engine;
    this.shutdown = shutdown;
  }

  /** The reply; empty for a request that does not belong here. */
  Optional<Message> answer(Message request) {
    return switch (request.type()) {
      case "kernel_info_request" -> Optional.of(request.reply("kernel_info_reply", kernelInfo()));
      case "interrupt_request" -> {
        engine.thenAccept(CellEngine::interrupt);
        yield Optional.of(request.reply("interrupt_reply", ok()));
      }
      case "shutdown_request" -> {
        boolean restart = request.content().path("restart").asBoolean();
        yield Optional.of(request.reply("shutdown_reply", ok().put("restart", restart)));
      }
      default -> Optional.empty();
    };
  }

  /** Does what must wait until the reply is out. */
  void afterReply(Message request) {
    if (request.type().equals("shutdown_request")) {
      shutdown.countDown();
    }
  }

  static ObjectNode ok() {
    return JsonNodeFactory.instance.objectNode().put("status", "ok");
  }

  private static ObjectNode kernelInfo() {
    ObjectNode info = ok().put("protocol_version", Message.PROTOCOL_VERSION)
        .put("implementation", "understudy")
        .put("implementation_version", "0.1")
        .put("banner", "Java " + Runtime.version() + " (Understudy)");
    info.putArray("help_links");
    info.putObject("language_info")
        .put("name", "java")
        .put("version", String.valueOf(Runtime.version().feature()))
        .put("mimetype", "text/x-java")
        .put("file_extension", ".java")
        .put("pygments_lexer", "java")
        .put("codemirror_mode", "text/x-java");
    return info;
  }
}
