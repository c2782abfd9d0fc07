package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.notebook.OutputListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ.Socket;

/**
 * The iopub channel: what all clients see. Any thread may publish; one thread sends, in the order of publishing.
 */
final class Broadcast implements OutputListener {
  /** What one cell may print: more would fill the memory of a kernel whose cell prints in an endless loop. */
  private static final int MOST_CHARACTERS = 50_000_000;

  private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
  private final Wire wire;
  private final Socket socket;
  private Message request;
  private int characters;

  Broadcast(Wire wire, Socket socket, Message first) {
    this.wire = wire;
    this.socket = socket;
    this.request = first;
  }

  /** What is printed from now on belongs to this request, also when it comes after the request was answered. */
  synchronized void printFor(Message next) {
    request = next;
    characters = 0;
  }

  /** Tells everybody something about a request. */
  void publish(Message about, String type, ObjectNode content) {
    queue.add(about.broadcast(type, content));
  }

  /** Says that the kernel is {@code busy} with a request, or {@code idle} again. */
  void status(Message about, String state) {
    publish(about, "status", JsonNodeFactory.instance.objectNode().put("execution_state", state));
  }

  @Override
  public synchronized void onText(Source source, String text) {
    if (characters > MOST_CHARACTERS) {
      return;
    }
    characters += text.length();
    String kept =
        characters > MOST_CHARACTERS ? text + "\n… the rest of the output is not shown\n" : text;
    publish(
        request,
        "stream",
        JsonNodeFactory.instance.objectNode().put("name", source.jupyterName()).put("text", kept));
  }

  /** Sends one message, if one is there soon; says whether it did. Runs on the thread that owns the socket. */
  boolean sendOne() {
    try {
      Message next = queue.poll(Kernel.GLANCE_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        wire.send(socket, next);
      }
      return next != null;
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
