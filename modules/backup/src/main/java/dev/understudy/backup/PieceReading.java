package dev.understudy.backup;

import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Reads the pieces of links out of a target, and refuses those that are not what was written. */
final class PieceReading {
  private final BackupTarget target;
  private final Chunks chunks;

  PieceReading(BackupTarget target, Chunks chunks) {
    this.target = target;
    this.chunks = chunks;
  }

  /**
   * Reads a whole piece.
   *
   * @return succeeds when its length and its SHA-256 are those of the manifest; fails with {@link
   *     RefusedBackupException} otherwise, but then its chunks have been used already
   */
  Future<Void> checked(Link link, Piece piece, Consumer<ByteBuffer> use) {
    DiskFile file = opened(link, piece);
    Sha256 sha256 = new Sha256();
    return chunks
        .read(file, 0, piece.bytes(), chunk -> {
          sha256.add(chunk);
          use.accept(chunk);
        })
        .onComplete(done -> file.close())
        .compose(read -> {
          if (!sha256.hex().equals(piece.sha256())) {
            return Future.failedFuture(altered(link, piece, "its checksum is another one"));
          }
          return Future.succeededFuture();
        });
  }

  /** Reads a piece that was checked before. */
  Future<Void> again(Link link, Piece piece, Consumer<ByteBuffer> use) {
    DiskFile file = opened(link, piece);
    return chunks.read(file, 0, piece.bytes(), use).onComplete(done -> file.close());
  }

  private DiskFile opened(Link link, Piece piece) {
    DiskFile file = target.open(TargetNames.piece(link.id(), piece.file()));
    if (file.size() != piece.bytes()) {
      long found = file.size();
      file.close();
      throw altered(link, piece, "it has %d bytes instead of %d".formatted(found, piece.bytes()));
    }
    return file;
  }

  static RefusedBackupException altered(Link link, Piece piece, String how) {
    return new RefusedBackupException(
        "%s is altered: %s: %s; take this file from another region, or restore to a point before it",
        link.id(), TargetNames.piece(link.id(), piece.file()), how);
  }
}
