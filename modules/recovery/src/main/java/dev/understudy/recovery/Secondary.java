package dev.understudy.recovery;

import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.recovery.RecoveryMessage.Fetch;
import dev.understudy.recovery.RecoveryMessage.Removed;
import dev.understudy.recovery.RecoveryMessage.Shipped;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Follows a primary by fetching the bytes of its journal, as fast as it can apply them. The primary
 * keeps nothing for it: whoever lags behind the primary's snapshots has lost the thread, unless the
 * journal is archived somewhere, and must be built anew.
 */
final class Secondary extends Node implements Mechanism {
  private static final Duration PAUSE_WHEN_BEHIND = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMinutes(15);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String primary;
  private final Disk disk;
  private final int bytesAMinute;
  private String file = ""; // volatile, as all below: this story has no second life of a secondary
  private long offset;
  private String stopped = "";

  /** What others may see of a secondary: how far it is, and why it does not follow any more. */
  record State(String file, long offset, String stopped) {}

  /** A secondary on a disk that holds the id of the primary's store, and nothing else yet. */
  Secondary(String primary, Disk disk, int bytesAMinute) {
    this.primary = primary;
    this.disk = disk;
    this.bytesAMinute = bytesAMinute;
  }

  @Override
  protected Handlers handlers() {
    return Handlers.of(Shipped.class, Removed.class).answers(Shipped.class, Removed.class);
  }

  @Override
  protected void onStart() {
    fetch();
  }

  @Override
  public State state() {
    return new State(file, offset, stopped);
  }

  private void fetch() {
    Fetch next = new Fetch(file, offset, bytesAMinute);
    ask(primary, next, PATIENCE, RecoveryMessage.class, this::onAnswer);
  }

  private void onAnswer(Outcome<RecoveryMessage> outcome) {
    boolean isBehind = true;
    if (outcome instanceof Outcome.Ok<RecoveryMessage> ok) {
      if (ok.value() instanceof Removed removed) {
        stopped = "it lagged until the primary had removed " + removed.file()
            + ", which it needed; the primary's journal begins with " + removed.first();
        trace("follows no more: " + stopped);
        return;
      }
      Shipped shipped = (Shipped) ok.value();
      isBehind = !shipped.bytes().isEmpty();
      take(shipped);
    }
    setTimer("fetch", isBehind ? PAUSE_WHEN_BEHIND : PAUSE, this::fetch);
  }

  private void take(Shipped shipped) {
    if (shipped.bytes().isEmpty()) {
      return;
    }
    DiskFile to = disk.open(shipped.file());
    to.append(Buffer.buffer(shipped.bytes().getBytes(StandardCharsets.ISO_8859_1)));
    to.sync().compose(synced -> disk.syncDirectory()).onComplete(done -> to.close());
    file = shipped.file();
    offset = shipped.offset() + shipped.bytes().length();
  }

  @Override
  public String title() {
    return "secondary";
  }

  @Override
  public String believed() {
    return "a hot copy that takes over at once";
  }

  @Override
  public String cause() {
    return stopped;
  }

  @Override
  public Future<Recovered> restoreInto(Disk place, Restoring restoring) {
    if (disk.list().isEmpty()) {
      return Mechanism.nothing("its data directory is empty: it was wiped to be built anew");
    }
    return Disks.copy(disk, place).compose(copied -> restoring.opened(place));
  }
}
