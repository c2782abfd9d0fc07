package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.result;

import java.util.ArrayList;
import java.util.List;

/** Manifests that nobody made: sealed as ours are. */
public final class ForgedManifest {
  private ForgedManifest() {}

  /** Adds a piece to a link under a name of the forger's choice, with the bytes of its last one. */
  public static void withPiece(BackupTarget target, String id, String file) {
    Manifest link = Contents.of(target).link(id).orElseThrow().manifest();
    List<Piece> pieces = new ArrayList<>(link.pieces());
    Piece last = pieces.get(pieces.size() - 1);
    String copy = TargetNames.piece(id, file);
    result(target.publish(copy, Contents.whole(target, TargetNames.piece(id, last.file()))));
    pieces.add(new Piece(file, 0, last.bytes(), last.sha256()));
    Manifest forged = new Manifest(
        link.id(),
        link.kind(),
        link.system(),
        link.parent(),
        link.parentSha256(),
        link.from(),
        link.to(),
        link.created(),
        pieces);
    result(target.publish(TargetNames.manifest(id), ManifestText.write(forged)));
  }
}
