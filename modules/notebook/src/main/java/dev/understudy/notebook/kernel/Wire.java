package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.ZMQ.Socket;

/** Messages as frames: identities, a delimiter, the signature, then header, parent header, metadata and content. */
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int SIGNED_FRAMES = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] key;

  Wire(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a message; the socket must belong to this thread. */
  void send(Socket socket, Message message) {
    List<byte[]> signed = List.of(
        bytes(message.header()),
        bytes(message.parent()),
        "{}".getBytes(StandardCharsets.US_ASCII),
        bytes(message.content()));
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(sign(signed).getBytes(StandardCharsets.US_ASCII));
    frames.addAll(signed);
    for (int i = 0; i < frames.size() - 1; i++) {
      socket.sendMore(frames.get(i));
    }
    socket.send(frames.get(frames.size() - 1));
  }

  /** Receives one message; empty when nothing came in time, or what came is not signed with our key. */
  Optional<Message> receive(Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    byte[] first = socket.recv();
    if (first == null) {
      return Optional.empty();
    }
    frames.add(first);
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    return parse(frames);
  }

  private Optional<Message> parse(List<byte[]> frames) {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    int start = delimiter + 2;
    if (frames.size() < start + SIGNED_FRAMES) {
      return Optional.empty();
    }
    List<byte[]> signed = frames.subList(start, start + SIGNED_FRAMES);
    byte[] expected = sign(signed).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(expected, frames.get(delimiter + 1))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Message(
          List.copyOf(frames.subList(0, delimiter)),
          object(signed.get(0)),
          object(signed.get(1)),
          object(signed.get(3))));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private String sign(List<byte[]> frames) {
    if (key.length == 0) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      frames.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("every Java has HmacSHA256", failure);
    }
  }

  private static ObjectNode object(byte[] bytes) throws IOException {
    JsonNode node = JSON.readTree(bytes);
    return node instanceof ObjectNode object ? object : JSON.createObjectNode();
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
