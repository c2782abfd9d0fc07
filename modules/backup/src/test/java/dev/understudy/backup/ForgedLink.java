package dev.understudy.backup;

import static dev.understudy.backup.RememberedStore.result;

import java.time.Instant;
import java.util.List;

/** Links that say something else than they did, sealed as ours are: no checksum of their own tells. */
public final class ForgedLink {
  private ForgedLink() {}

  /** The link says that it was made at another time; those that stand on it know better. */
  public static void madeAt(BackupTarget target, String id, Instant created) {
    Manifest was = manifest(target, id);
    publish(target, was, was.parent(), was.parentSha256(), created, was.pieces());
  }

  /** The link names another parent, and does not go on where that one ends. */
  public static void standingOn(BackupTarget target, String id, String parent) {
    Manifest was = manifest(target, id);
    Link other = Contents.of(target).link(parent).orElseThrow();
    publish(target, was, parent, other.sha256(), was.created(), was.pieces());
  }

  private static Manifest manifest(BackupTarget target, String id) {
    return Contents.of(target).link(id).orElseThrow().manifest();
  }

  private static void publish(
      BackupTarget target,
      Manifest was,
      String parent,
      String parentSha256,
      Instant created,
      List<Piece> pieces) {
    Manifest forged = new Manifest(
        was.id(),
        was.kind(),
        was.system(),
        parent,
        parentSha256,
        was.from(),
        was.to(),
        created,
        pieces);
    result(target.publish(TargetNames.manifest(was.id()), ManifestText.write(forged)));
  }
}
