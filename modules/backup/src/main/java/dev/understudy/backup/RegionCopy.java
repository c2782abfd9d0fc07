package dev.understudy.backup;

import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Copies the links of one target to another, parents first, so that each one counts when it is there. */
final class RegionCopy {
  private final BackupTarget from;
  private final BackupTarget to;
  private final Job job;

  RegionCopy(BackupTarget from, BackupTarget to, Job job) {
    this.from = from;
    this.to = to;
    this.job = job;
  }

  Future<List<Link>> run(Contents here, Contents there, BackupRules rules) {
    for (String damage : here.damaged().values()) {
      throw new RefusedBackupException("%s: nothing was copied", damage);
    }
    List<Link> missing = new ArrayList<>();
    for (Link link : here.links()) {
      Chain.standingUnder(link, here, rules);
      if (isMissing(link, there)) {
        missing.add(link);
      }
    }
    long bytes = missing.stream().mapToLong(link -> link.manifest().bytes()).sum();
    PieceReading reading = new PieceReading(from, new Chunks(job, bytes));
    return Steps.each(missing, link -> copy(link, reading)).map(done -> List.copyOf(missing));
  }

  private boolean isMissing(Link link, Contents there) {
    String name = TargetNames.manifest(link.id());
    if (there.damaged().containsKey(name)) {
      throw new RefusedBackupException(
          "in %s %s: delete it there, and copy again",
          to.where(), there.damaged().get(name));
    }
    there
        .link(link.id())
        .filter(other -> !other.sha256().equals(link.sha256()))
        .ifPresent(other -> {
          throw new RefusedBackupException(
              "%s in %s is another backup than %s in %s: each target needs a region of its own",
              link.id(), to.where(), link.id(), from.where());
        });
    return there.link(link.id()).isEmpty();
  }

  private Future<Void> copy(Link link, PieceReading reading) {
    List<String> begun = new ArrayList<>();
    String name = TargetNames.manifest(link.id());
    Buffer manifest = Contents.whole(from, name);
    return Steps.each(link.manifest().pieces(), piece -> copy(link, piece, reading, begun))
        .compose(copied -> to.sync())
        .compose(durable -> to.publish(name, manifest))
        .onFailure(cause -> Undo.of(to, name, begun, cause));
  }

  private Future<Void> copy(Link link, Piece piece, PieceReading reading, List<String> begun) {
    String name = TargetNames.piece(link.id(), piece.file());
    DiskFile file = to.create(name);
    begun.add(name);
    return reading
        .checked(link, piece, file::append)
        .compose(read -> file.sync())
        .onComplete(done -> file.close());
  }
}
