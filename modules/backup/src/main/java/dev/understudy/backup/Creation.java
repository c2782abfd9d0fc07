package dev.understudy.backup;

import dev.understudy.storage.DiskFile;
import dev.understudy.storage.Hold;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes one link: first its pieces, then, when they are durable, its manifest. */
final class Creation {
  private final BackupTarget target;
  private final Hold hold;
  private final Plan plan;
  private final String id;
  private final Chunks chunks;
  private final LogCheck log;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();

  Creation(BackupTarget target, Job job, Hold hold, Plan plan, long number) {
    this.target = target;
    this.hold = hold;
    this.plan = plan;
    this.id = TargetNames.id(number, plan.kind());
    this.chunks = new Chunks(job, plan.bytes());
    this.log = new LogCheck(plan.from(), (lsn, checksum, end, epochMillis) -> {});
  }

  Future<Link> run(Instant created) {
    return Steps.each(plan.parts(), this::copy)
        .compose(copied -> {
          followed(() -> log.checkEnd(plan.to()));
          return target.sync();
        })
        .compose(durable -> publish(created))
        .onFailure(cause -> Undo.of(target, TargetNames.manifest(id), begun, cause));
  }

  private Future<Void> copy(Plan.Part part) {
    if (!hold.disk().exists(part.file())) {
      throw new IllegalStateException(
          "%s has gone from the store while it was held".formatted(part.file()));
    }
    DiskFile from = hold.disk().open(part.file());
    String name = TargetNames.piece(id, part.file());
    DiskFile to = target.create(name);
    begun.add(name);
    Sha256 sha256 = new Sha256();
    return chunks
        .read(from, part.offset(), part.bytes(), use(part, to, sha256))
        .compose(read -> {
          pieces.add(new Piece(part.file(), part.offset(), part.bytes(), sha256.hex()));
          return to.sync();
        })
        .onComplete(done -> {
          from.close();
          to.close();
        });
  }

  private Consumer<ByteBuffer> use(Plan.Part part, DiskFile to, Sha256 sha256) {
    boolean isLog = SourceNames.isSegment(part.file());
    if (isLog) {
      followed(() -> log.enter(part.file(), part.offset()));
    }
    return chunk -> {
      if (isLog) {
        followed(() -> log.pass(chunk));
      }
      sha256.add(chunk);
      to.append(chunk);
    };
  }

  private void followed(Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException wrong) {
      throw new RefusedBackupException(
          "the log of the store does not go on from %s: %s; if the store was restored to an earlier "
              + "point make a full backup, otherwise its log is damaged",
          plan.from(), wrong.getMessage());
    }
  }

  private Future<Link> publish(Instant created) {
    Manifest manifest = new Manifest(
        id,
        plan.kind(),
        hold.system(),
        plan.parent() == null ? null : plan.parent().id(),
        plan.parent() == null ? null : plan.parent().sha256(),
        plan.from(),
        plan.to(),
        created,
        pieces);
    Buffer text = ManifestText.write(manifest);
    return target
        .publish(TargetNames.manifest(id), text)
        .map(done -> new Link(manifest, Sha256.of(text)));
  }
}
