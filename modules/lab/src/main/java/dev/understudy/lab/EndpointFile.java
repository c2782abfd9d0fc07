package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where a running store is reached, and the word that lets one in. Whoever may read the file of the
 * store's owner may ask the store.
 *
 * @param port on the loopback address
 * @param token to be named in every request
 */
record EndpointFile(int port, String token) {
  private static final String NAME = "endpoint.json";
  private static final String PART = "." + NAME + ".part";

  /** Where a path of the endpoint is. */
  URI at(String requestPath) {
    return URI.create("http://127.0.0.1:" + port + requestPath);
  }

  /** Leaves it in a folder, from the first byte readable to the owner of the process alone. */
  void write(Path folder) throws IOException {
    Path part = folder.resolve(PART);
    Files.deleteIfExists(part); // of one that was killed
    Files.createFile(part, ownerOnly());
    String text = JsonNodeFactory.instance
        .objectNode()
        .put("port", port)
        .put("token", token)
        .toString();
    Files.writeString(part, text + "\n");
    Files.move(part, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The one in a folder, if there is a whole one. */
  static Optional<EndpointFile> read(Path folder) {
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(NAME)));
      int port = json.path("port").asInt();
      String token = json.path("token").asText();
      return port > 0 && !token.isEmpty()
          ? Optional.of(new EndpointFile(port, token))
          : Optional.empty();
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** Takes it away; nothing when there is none. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
    Files.deleteIfExists(folder.resolve(PART));
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
