package dev.understudy.sim;

import io.vertx.core.ThreadingModel;
import java.util.concurrent.RejectedExecutionException;

/** What a world says to code that asks for something virtual time cannot give. */
final class Refusal {
  private Refusal() {}

  static UnsupportedOperationException sockets() {
    return new UnsupportedOperationException(
        "a simulated world has no sockets, HTTP or DNS: let the nodes talk over the event bus, or"
            + " test this part on an ordinary Vertx");
  }

  static UnsupportedOperationException files(String name) {
    return new UnsupportedOperationException("a simulated world has no file system (asked for '"
        + name
        + "'): pass the verticle a disk that it can simulate, or test this part on an ordinary"
        + " Vertx");
  }

  static UnsupportedOperationException threading(ThreadingModel model) {
    return new UnsupportedOperationException(
        "a simulated world has no real thread for the threading"
            + " model "
            + model
            + ": deploy the verticle with ThreadingModel.EVENT_LOOP, or test it on an ordinary Vertx");
  }

  static RejectedExecutionException blocking() {
    return new RejectedExecutionException(
        "executeBlocking, files and worker verticles need a real thread, which a simulated world"
            + " does not have: use timers and futures of the event loop, or hand the verticle a"
            + " stand-in for the blocking part");
  }
}
