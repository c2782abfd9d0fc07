package dev.understudy.notebook.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.notebook.NotebookException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the client expects the kernel.
 *
 * @param ip the address to bind
 * @param key signs the messages; empty when they are not signed
 */
public record ConnectionFile(
    String ip,
    int shellPort,
    int controlPort,
    int iopubPort,
    int stdinPort,
    int heartbeatPort,
    String key) {

  /**
   * Reads the file that Jupyter writes.
   *
   * @throws NotebookException when it is missing, incomplete or asks for something else than signed TCP
   */
  public static ConnectionFile read(Path path) {
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(path.toFile());
    } catch (IOException failure) {
      throw new NotebookException(
          "The connection file " + path + " cannot be read (" + failure.getMessage()
              + "): Jupyter gives its path",
          failure);
    }
    expect(path, json, "transport", "tcp");
    expect(path, json, "signature_scheme", "hmac-sha256");
    return new ConnectionFile(
        json.path("ip").asText("127.0.0.1"),
        port(path, json, "shell_port"),
        port(path, json, "control_port"),
        port(path, json, "iopub_port"),
        port(path, json, "stdin_port"),
        port(path, json, "hb_port"),
        json.path("key").asText(""));
  }

  private static void expect(Path path, JsonNode json, String field, String value) {
    String found = json.path(field).asText(value);
    if (!found.equals(value)) {
      throw new NotebookException(path + " asks for " + field + " \"" + found
          + "\"; this kernel knows only \"" + value + "\"");
    }
  }

  private static int port(Path path, JsonNode json, String field) {
    int port = json.path(field).asInt(-1);
    if (port < 1 || port > 65_535) {
      throw new NotebookException(
          path + " has no valid \"" + field + "\": expected a port from 1 to 65535");
    }
    return port;
  }

  String address(int port) {
    return "tcp://" + ip + ":" + port;
  }
}
