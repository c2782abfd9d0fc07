package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ.Socket;

/** {@code System.in} of cells: a read asks the front end for a line. Without a front end that answers it is at its end. */
final class Input {
  private final Wire wire;
  private final Socket socket;
  private final BlockingQueue<Message> questions = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new SynchronousQueue<>();
  private volatile Message request;

  Input(Wire wire, Socket socket) {
    this.wire = wire;
    this.socket = socket;
    System.setIn(new Lines());
  }

  /** Reads belong to this request from now on; null when its sender answers no questions. */
  void readFor(Message next) {
    request = next;
  }

  /** Passes on one question or one answer, if there is any. Runs on the thread that owns the socket. */
  void serveOne() {
    try {
      Message question = questions.poll(Kernel.GLANCE_MILLIS, TimeUnit.MILLISECONDS);
      if (question == null) {
        return;
      }
      wire.send(socket, question);
      while (request != null && question.parent().equals(request.header())) {
        Optional<Message> answer = wire.receive(socket);
        if (answer.isPresent()) {
          answers.offer(
              answer.get().content().path("value").asText() + "\n",
              Kernel.GLANCE_MILLIS,
              TimeUnit.MILLISECONDS);
          return;
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Lines extends InputStream {
    private byte[] line = {};
    private int next;

    @Override
    public int read() throws IOException {
      if (next == line.length && !ask()) {
        return -1;
      }
      return line[next++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (next == line.length && !ask()) {
        return -1;
      }
      int count = Math.min(length, line.length - next);
      System.arraycopy(line, next, target, offset, count);
      next += count;
      return count;
    }

    @Override
    public int available() {
      return line.length - next;
    }

    private boolean ask() throws IOException {
      Message asking = request;
      if (asking == null) {
        return false;
      }
      questions.add(asking.reply(
          "input_request",
          JsonNodeFactory.instance.objectNode().put("prompt", "").put("password", false)));
      try {
        line = answers.take().getBytes(StandardCharsets.UTF_8);
        next = 0;
        return true;
      } catch (InterruptedException end) {
        request = null;
        throw new InterruptedIOException("the cell was interrupted while it waited for input");
      }
    }
  }
}
