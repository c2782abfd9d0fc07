package dev.understudy.cluster;

import dev.understudy.storage.Disk;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SnapshotJournal;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal in a write-ahead log. Its snapshots are shorter journals that add up to the same: what
 * the node saved, what stands for the front of its log, and the entries behind.
 */
final class WalJournal implements Journal {
  /** A quarter of a mebibyte of a snapshot is written before the node goes on with its work. */
  static final DurableStore.Options OPTIONS =
      new DurableStore.Options(WriteAheadLog.Options.defaults(), 256 << 10);

  /** A front of the log that no snapshot on the disk stands for yet. */
  private record Front(long index, List<?> records, Promise<Void> written) {}

  private final Disk disk;
  private final DurableStore.Options options;
  private final RecordCodec codec;
  private final WalRules rules;
  private final Consumer<UnsyncedLoss> onCrash;
  private SnapshotJournal journal; // volatile, as all below: opened anew at every start
  private WalContent content;
  private AsideFiles asideFiles;
  private List<Buffer>
      held; // records behind what is set aside and not durable yet; null if none is
  private Front front; // the newest one, until its snapshot is written; null if there is none

  /** A journal on a disk; {@code onCrash} tells the disk that its node crashed. */
  WalJournal(Disk disk, RecordCodec codec, Consumer<UnsyncedLoss> onCrash) {
    this(disk, OPTIONS, codec, WalRules.KEPT, onCrash);
  }

  WalJournal(
      Disk disk,
      DurableStore.Options options,
      RecordCodec codec,
      WalRules rules,
      Consumer<UnsyncedLoss> onCrash) {
    this.disk = disk;
    this.options = options;
    this.codec = codec;
    this.rules = rules;
    this.onCrash = onCrash;
  }

  @Override
  public Future<Recovered> open() {
    return SnapshotJournal.open(disk, options).map(opened -> {
      journal = opened.journal();
      content = new WalContent(codec, rules);
      front = null;
      held = null;
      asideFiles = new AsideFiles(disk);
      opened.snapshot().forEach(content::take);
      opened.records().forEach(content::take);
      Recovered found = content.found();
      content.forgetSnapshot();
      return found;
    });
  }

  @Override
  public void save(Object state) {
    write(content.done(WalContent.STATE, state));
  }

  @Override
  public void append(Object entry) {
    write(content.done(WalContent.ENTRY, entry));
  }

  @Override
  public void truncate(long length) {
    Journal.checkTruncation(length, content.start(), content.lastIndex());
    write(WalContent.cut(length));
  }

  @Override
  public boolean isCompacting() {
    return front != null;
  }

  @Override
  public Future<Void> compact(long index, List<?> snapshot) {
    Journal.checkCompaction(index, content.start(), content.lastIndex());
    content.compact(index);
    front = new Front(index, List.copyOf(snapshot), Promise.promise());
    Future<Void> written = front.written().future();
    if (held == null && journal.durableLsn() == journal.lastLsn()) {
      writeSnapshot();
    }
    return written;
  }

  @Override
  public void stage(Object record) {
    write(content.done(WalContent.STAGED, record));
  }

  @Override
  public void unstage() {
    write(WalContent.unstaged());
  }

  @Override
  public void replace(long index, List<?> snapshot) {
    Journal.checkReplacement(index);
    snapshot.forEach(record -> write(content.piece(record)));
    write(WalContent.end(index, snapshot.size()));
    content.forgetSnapshot();
    front = new Front(index, List.copyOf(snapshot), Promise.promise());
  }

  @Override
  public void setAside(SetAside aside) {
    asideFiles.write(aside);
    held = held == null ? new ArrayList<>() : held;
  }

  @Override
  public List<SetAside> setAside() {
    return AsideFiles.on(disk);
  }

  @Override
  public Future<Void> flush() {
    List<Buffer> waiting = held;
    Future<Void> flush =
        waiting == null ? journal.flush() : asideFiles.flush().compose(durable -> release(waiting));
    return front == null ? flush : flush.onSuccess(done -> writeSnapshotUnlessUnderWay());
  }

  @Override
  public void crash(UnsyncedLoss unflushed) {
    onCrash.accept(unflushed);
  }

  /** What follows something that is set aside waits: a crash could leave it, and not that. */
  private void write(Buffer record) {
    if (held == null) {
      journal.append(record);
    } else {
      held.add(record);
    }
    content.take(record);
  }

  private Future<Void> release(List<Buffer> records) {
    if (held != records) {
      return Future.failedFuture("the node has crashed meanwhile");
    }
    held = null;
    records.forEach(journal::append);
    return journal.flush();
  }

  private void writeSnapshotUnlessUnderWay() {
    if (!journal.isSnapshotUnderWay()) {
      writeSnapshot();
    }
  }

  /** Of what has been written so far; if the log is replaced meanwhile, another one follows. */
  private void writeSnapshot() {
    if (held != null) {
      return; // it would hold what waits; the flush that ends that writes it
    }
    Front written = front;
    journal.snapshot(records(written)).onComplete(done -> {
      if (front != written) {
        writeSnapshot();
      } else {
        front = null;
      }
      written.written().handle(done.mapEmpty());
    });
  }

  /** Pieces are encoded one by one when they are asked for: there may be many. */
  private Iterator<Buffer> records(Front of) {
    List<Object> records = new ArrayList<>(content.states());
    records.addAll(of.records());
    records.add(WalContent.end(of.index(), of.records().size()));
    records.addAll(content.entries());
    records.addAll(content.staged());
    return records.stream()
        .map(record -> record instanceof Buffer done ? done : content.piece(record))
        .iterator();
  }
}
