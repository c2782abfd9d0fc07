package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One message of the protocol.
 *
 * @param identities whom ZeroMQ routes it to, or where it came from; on iopub the topic
 * @param header its type, id and sender
 * @param parent the header of the request that it belongs to; empty when there is none
 * @param content what it says
 */
record Message(List<byte[]> identities, ObjectNode header, ObjectNode parent, ObjectNode content) {
  static final String PROTOCOL_VERSION = "5.3";

  /** What kind of message it is, such as {@code execute_request}. */
  String type() {
    return header.path("msg_type").asText();
  }

  /** The answer to this message, to its sender. */
  Message reply(String type, ObjectNode content) {
    return new Message(identities, header(type, header), header, content);
  }

  /** A message to everybody about this one. */
  Message broadcast(String type, ObjectNode content) {
    return new Message(
        List.of(type.getBytes(StandardCharsets.UTF_8)), header(type, header), header, content);
  }

  /** A message that belongs to no request. */
  static Message unasked(String session) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode header = json.objectNode().put("session", session);
    return new Message(List.of(), header, json.objectNode(), json.objectNode());
  }

  private static ObjectNode header(String type, ObjectNode request) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("msg_id", UUID.randomUUID().toString())
        .put("session", request.path("session").asText())
        .put("username", "kernel")
        .put("date", Instant.now().toString())
        .put("msg_type", type)
        .put("version", PROTOCOL_VERSION);
  }
}
