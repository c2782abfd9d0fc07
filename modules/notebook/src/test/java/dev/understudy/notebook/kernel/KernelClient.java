package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ.Socket;

/** What a notebook front end does, as far as the tests need it. */
final class KernelClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  /**
   * JeroMQ 0.6.0 now and then connects and then never speaks (zeromq/jeromq, pull request 1022), until
   * this is over and it connects again; unless told it takes 30 s, which is more than our patience.
   */
  private static final int HANDSHAKE_MILLIS = 2_000;

  private final ZContext context = new ZContext();
  private final Wire wire;
  private final Socket shell;
  private final Socket control;
  private final Socket iopub;
  private final Socket heartbeat;
  private final Socket stdin;

  KernelClient(ConnectionFile connection) {
    wire = new Wire(connection.key());
    shell = connect(SocketType.DEALER, connection, connection.shellPort());
    control = connect(SocketType.DEALER, connection, connection.controlPort());
    iopub = connect(SocketType.SUB, connection, connection.iopubPort());
    heartbeat = connect(SocketType.REQ, connection, connection.heartbeatPort());
    iopub.subscribe("");
    stdin = connect(SocketType.DEALER, connection, connection.stdinPort());
  }

  private Socket connect(SocketType type, ConnectionFile connection, int port) {
    Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setHWM(0);
    socket.setIdentity("front end"
        .getBytes(StandardCharsets.UTF_8)); // a kernel asks the one that has sent the cell
    socket.connect(connection.address(port));
    return socket;
  }

  /** Free ports on the loopback address and a random key. */
  static ConnectionFile freePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sockets.add(new ServerSocket(0));
    }
    int[] ports = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    String key = UUID.randomUUID().toString();
    return new ConnectionFile("127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], key);
  }

  /** The file that Jupyter would write. */
  static void write(ConnectionFile connection, Path file) throws IOException {
    ObjectNode json = json()
        .put("transport", "tcp")
        .put("signature_scheme", "hmac-sha256")
        .put("ip", connection.ip())
        .put("key", connection.key())
        .put("shell_port", connection.shellPort())
        .put("control_port", connection.controlPort())
        .put("iopub_port", connection.iopubPort())
        .put("stdin_port", connection.stdinPort())
        .put("hb_port", connection.heartbeatPort());
    Files.writeString(file, new ObjectMapper().writeValueAsString(json));
  }

  static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Asks until the kernel answers and its broadcasts arrive: a subscription takes a moment. */
  void awaitReady() {
    iopub.setReceiveTimeOut(500);
    do {
      ask("kernel_info_request", json());
    } while (wire.receive(iopub).isEmpty());
    iopub.setReceiveTimeOut(PATIENCE_MILLIS);
  }

  Message send(String type, ObjectNode content) {
    return send(shell, type, content);
  }

  private Message send(Socket socket, String type, ObjectNode content) {
    Message request = Message.unasked("test").reply(type, content);
    wire.send(socket, request);
    return request;
  }

  /** Sends a request by the shell channel and waits for the reply. */
  ObjectNode ask(String type, ObjectNode content) {
    send(type, content);
    return reply();
  }

  /** The next reply on the shell channel. */
  ObjectNode reply() {
    return wire.receive(shell).orElseThrow(() -> new AssertionError("no reply")).content();
  }

  /** Sends a request by the control channel and waits for the reply. */
  ObjectNode command(String type, ObjectNode content) {
    send(control, type, content);
    return wire.receive(control)
        .orElseThrow(() -> new AssertionError("no reply"))
        .content();
  }

  Message execute(String code) {
    return send("execute_request", json().put("code", code));
  }

  /** The next broadcast about a request. */
  Message nextBroadcast(Message about) {
    while (true) {
      Message next = wire.receive(iopub).orElseThrow(() -> new AssertionError("no broadcast"));
      if (next.parent().path("msg_id").equals(about.header().path("msg_id"))) {
        return next;
      }
    }
  }

  /** All broadcasts about a request, from busy to idle. */
  List<Message> broadcasts(Message about) {
    List<Message> all = new ArrayList<>();
    do {
      all.add(nextBroadcast(about));
    } while (!all.get(all.size() - 1).content().path("execution_state").asText().equals("idle"));
    return all;
  }

  /** Waits until a cell asks for input and gives it. */
  void type(String line) {
    Message question = wire.receive(stdin).orElseThrow(() -> new AssertionError("nobody asked"));
    wire.send(stdin, question.reply("input_reply", json().put("value", line)));
  }

  Optional<String> heartbeat(String beat) {
    heartbeat.send(beat.getBytes(StandardCharsets.UTF_8));
    return Optional.ofNullable(heartbeat.recv())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    context.close();
  }
}
