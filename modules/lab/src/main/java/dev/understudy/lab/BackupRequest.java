package dev.understudy.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.backup.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What backup is asked for, as it is told to the process that holds the store.
 *
 * @param to the target
 * @param kind of the link; nothing when the store's process is to choose
 * @param copyTo another region's target, to which all links are copied afterwards
 * @param tables whose rows are to be written down instead of making a link, if there are any
 */
record BackupRequest(Path to, Optional<Kind> kind, Optional<Path> copyTo, List<String> tables) {
  /** Makes the folders absolute: the store's process may run elsewhere. */
  BackupRequest {
    to = to.toAbsolutePath().normalize();
    copyTo = copyTo.map(path -> path.toAbsolutePath().normalize());
    tables = List.copyOf(tables);
    if (copyTo.filter(to::equals).isPresent()) {
      throw new WrongInput("--copy-to is the folder of --to: give one far away from it");
    }
    if (!tables.isEmpty() && (kind.isPresent() || copyTo.isPresent())) {
      throw new WrongInput("--table writes down rows, of which there is no --kind and no --copy-to:"
          + " leave them out");
    }
  }

  /** The request in a body. */
  static BackupRequest of(JsonNode body) {
    if (!body.path("to").isTextual()) {
      throw new WrongInput("the request names no target");
    }
    List<String> tables = new ArrayList<>();
    body.path("tables").forEach(table -> tables.add(table.asText()));
    return new BackupRequest(
        Path.of(body.path("to").asText()),
        body.hasNonNull("kind") ? Optional.of(kind(body.path("kind").asText())) : Optional.empty(),
        Optional.ofNullable(body.path("copyTo").textValue()).map(Path::of),
        tables);
  }

  /** The kind of that name. */
  static Kind kind(String typed) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.word().equals(typed))
        .findFirst()
        .orElseThrow(() -> new WrongInput("there is no kind '" + typed + "', only "
            + String.join(", ", Stream.of(Kind.values()).map(Kind::word).toList())));
  }

  /** The body that asks for it. */
  ObjectNode json() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("to", to.toString());
    kind.ifPresent(one -> body.put("kind", one.word()));
    copyTo.ifPresent(path -> body.put("copyTo", path.toString()));
    tables.forEach(body.withArrayProperty("tables")::add);
    return body;
  }
}
