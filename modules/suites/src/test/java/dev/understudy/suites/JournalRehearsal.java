package dev.understudy.suites;

import static dev.understudy.suites.JournalPromises.COMES_BACK;
import static dev.understudy.suites.JournalPromises.DIRECTORY;
import static dev.understudy.suites.JournalPromises.LIVE;
import static dev.understudy.suites.JournalPromises.TAIL;

import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.suites.JournalSuite.OpenJournal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A journal on trial, and a client who remembers what it appended and what it was promised. */
final class JournalRehearsal {
  private static final int MOST_SYNCS = 1000;

  private final JournalSuite suite;
  private final TracedDisk disk;
  private final List<Buffer> appended = new ArrayList<>();
  private OpenJournal journal;
  private int promised;

  JournalRehearsal(JournalSuite suite, TracedDisk disk) {
    this.suite = suite;
    this.disk = disk;
  }

  /** A journal that was opened on a fresh disk. */
  static JournalRehearsal opened(JournalSuite suite, TracedDisk disk) {
    JournalRehearsal rehearsal = new JournalRehearsal(suite, disk);
    rehearsal.open();
    return rehearsal;
  }

  /** How many records were appended since the journal began. */
  int appended() {
    return appended.size();
  }

  /** How many of them, from the front, the client was promised. */
  int promised() {
    return promised;
  }

  /** Appends records and asks for a flush; fails if either is refused. */
  Future<Void> write(String... records) {
    try {
      for (String record : records) {
        append(record);
      }
    } catch (RuntimeException refused) {
      disk.note("the append is refused");
      return Future.failedFuture(refused);
    }
    return flush();
  }

  /** Appends a record without a flush. */
  void append(String record) {
    journal.append(Buffer.buffer(record));
    appended.add(Buffer.buffer(record));
  }

  Future<Void> flush() {
    int covered = appended.size();
    long call = disk.called("records up to " + covered);
    return journal
        .flush()
        .onSuccess(done -> {
          promised = Math.max(promised, covered);
          disk.returned(call, true, "promised");
        })
        .onFailure(cause -> disk.returned(call, false, "refused"));
  }

  /** Writes records that are promised when this returns. */
  void promise(String... records) {
    Future<Void> flush = write(records);
    settle();
    InvariantBroken.unless(
        flush.succeeded(),
        LIVE,
        () -> "the disk has synced all that it was asked to, and the flush "
            + (flush.failed() ? "failed: " + flush.cause() : "has not ended"));
  }

  /** Lets every sync end. */
  void settle() {
    for (int ended = 0; disk.endSync(); ended++) {
      InvariantBroken.unless(
          ended < MOST_SYNCS, LIVE, "it asks for one more sync whenever one has ended");
    }
  }

  /** The power goes and comes back; the journal is opened, and must have what it promised. */
  void cutPowerAndOpen(UnsyncedLoss loss) {
    disk.cutPower(loss);
    InvariantBroken.unless(
        promised == 0 || !disk.list().isEmpty(),
        DIRECTORY,
        () -> promised + " records were promised, and now there is no file at all");
    open();
  }

  /** Opens the journal and lets it do all that it wants to. */
  void open() {
    Future<? extends OpenJournal> opening = begin();
    settle();
    take(opening);
  }

  /** Begins to open the journal. */
  Future<? extends OpenJournal> begin() {
    try {
      return suite.open(disk);
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  /** Goes on with what an opening has given, which must be a journal with all that was promised. */
  void take(Future<? extends OpenJournal> opening) {
    InvariantBroken.unless(opening.isComplete(), LIVE, "the opening does not end");
    if (opening.failed()) {
      throw new InvariantBroken(
          TAIL, "with nothing damaged that was promised it does not open: " + opening.cause());
    }
    journal = opening.result();
    List<Buffer> found = List.copyOf(journal.records());
    disk.note("opened with " + found.size() + " records");
    expectPrefix(found);
    InvariantBroken.unless(
        found.size() >= promised,
        COMES_BACK,
        () -> promised + " records were promised, and " + found.size() + " came back");
    appended.subList(found.size(), appended.size()).clear();
    promised = found.size();
  }

  /** What was found is the beginning of what was appended. */
  void expectPrefix(List<Buffer> found) {
    InvariantBroken.unless(
        found.size() <= appended.size(),
        COMES_BACK,
        () -> appended.size() + " records were appended, and " + found.size() + " came back");
    for (int i = 0; i < found.size(); i++) {
      Buffer expected = appended.get(i);
      Buffer is = found.get(i);
      int number = i + 1;
      InvariantBroken.unless(
          is.equals(expected),
          COMES_BACK,
          () -> "record " + number + " was " + shown(expected) + " and came back as " + shown(is));
    }
  }

  /** All bytes that a disk shows, by file. */
  static TreeMap<String, Buffer> bytesOn(TracedDisk disk) {
    TreeMap<String, Buffer> bytes = new TreeMap<>();
    disk.list().forEach(name -> bytes.put(name, disk.content(name)));
    return bytes;
  }

  private static String shown(Buffer record) {
    String text = record.toString().replaceAll("[^ -~]", "?");
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
  }
}
