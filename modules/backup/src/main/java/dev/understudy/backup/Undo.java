package dev.understudy.backup;

import java.util.List;

/** Takes back a link that was not finished. */
final class Undo {
  private Undo() {}

  /**
   * Deletes the pieces of a link. But once its manifest may be durable they must stay, and only the
   * manifest goes: a crash could bring it back, and then without them. The next job sweeps up.
   */
  static void of(BackupTarget target, String manifest, List<String> pieces, Throwable cause) {
    try {
      if (target.list().contains(manifest)) {
        target.delete(manifest);
      } else {
        pieces.forEach(target::delete);
      }
    } catch (RuntimeException alsoFailed) {
      cause.addSuppressed(alsoFailed);
    }
  }
}
