package dev.understudy.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A manifest as JSON, {@code understudy-backup-1}. */
final class ManifestText {
  static final String SCHEMA = "understudy-backup-1";

  private ManifestText() {}

  static Buffer write(Manifest manifest) {
    ObjectNode node = SealedJson.object()
        .put("schema", SCHEMA)
        .put("id", manifest.id())
        .put("kind", manifest.kind().word())
        .put("system", manifest.system())
        .put("parent", manifest.parent())
        .put("parentSha256", manifest.parentSha256());
    node.set("from", write(manifest.from()));
    node.set("to", write(manifest.to()));
    node.put("created", manifest.created().toString());
    ArrayNode pieces = node.putArray("pieces");
    manifest
        .pieces()
        .forEach(piece -> pieces
            .addObject()
            .put("file", piece.file())
            .put("offset", piece.offset())
            .put("bytes", piece.bytes())
            .put("sha256", piece.sha256()));
    return SealedJson.write(node);
  }

  /**
   * Reads the manifest that stands in a file.
   *
   * @throws RefusedBackupException when it is not one, or not as it was written
   */
  static Manifest read(String name, Buffer bytes) {
    JsonNode node = SealedJson.read(name, bytes, SCHEMA);
    try {
      List<Piece> pieces = new ArrayList<>();
      for (JsonNode piece : node.path("pieces")) {
        pieces.add(new Piece(
            SealedJson.text(piece, "file"),
            SealedJson.number(piece, "offset"),
            SealedJson.number(piece, "bytes"),
            SealedJson.text(piece, "sha256")));
      }
      return new Manifest(
          SealedJson.text(node, "id"),
          Kind.ofWord(SealedJson.text(node, "kind")),
          SealedJson.text(node, "system"),
          SealedJson.textOrNull(node, "parent"),
          SealedJson.textOrNull(node, "parentSha256"),
          point(node.path("from")),
          point(node.path("to")),
          SealedJson.time(node, "created"),
          pieces);
    } catch (IllegalArgumentException wrong) {
      throw new RefusedBackupException("%s is no manifest: %s", name, wrong.getMessage());
    }
  }

  private static ObjectNode write(Point point) {
    return SealedJson.object()
        .put("lsn", point.lsn())
        .put("checksum", point.checksum())
        .put("time", point.time().toString());
  }

  private static Point point(JsonNode node) {
    return new Point(
        SealedJson.number(node, "lsn"),
        Math.toIntExact(SealedJson.number(node, "checksum")),
        SealedJson.time(node, "time"));
  }
}
