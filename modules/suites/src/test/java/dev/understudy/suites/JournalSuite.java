package dev.understudy.suites;

import static dev.understudy.suites.JournalPromises.AGAIN;
import static dev.understudy.suites.JournalPromises.COMES_BACK;
import static dev.understudy.suites.JournalPromises.FINAL;
import static dev.understudy.suites.JournalPromises.MIDDLE;
import static dev.understudy.suites.JournalPromises.WAITS;

import dev.understudy.cluster.InvariantBroken;
import dev.understudy.cluster.TracedDisk;
import dev.understudy.coach.Trial;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges a journal on one disk: what it promises and when, what it makes of the disk after a power
 * cut, and both under chaos. Nothing is asked about how its bytes look, or in how many files they
 * lie.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class JournalSuite {
  private static final int FEW = 4;
  private static final int MANY = 40;

  /** An open journal. */
  public interface OpenJournal {

    /** The records that it held when it was opened, the oldest first. */
    List<Buffer> records();

    /** Writes a record behind the others; throws when nothing is taken any more. */
    void append(Buffer record);

    /** Succeeds when all that was appended before is durable, and fails when nobody knows. */
    Future<Void> flush();
  }

  /** Opens the class on trial on a disk. */
  protected abstract Future<? extends OpenJournal> open(Disk disk);

  /** Whether an opening that failed so has refused damage. */
  protected abstract boolean isRefusal(Throwable cause);

  @Test
  @Order(11)
  @Tag("promises")
  @DisplayName("A flush waits for its sync, and what it has promised survives the power cut")
  void waits() {
    Trial.onDisks(FEW, disk -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      Future<Void> flush = rehearsal.write("left paw", "right paw");
      InvariantBroken.unless(
          !flush.succeeded(), WAITS, "alice was promised two records before any sync had ended");
      rehearsal.settle();
      rehearsal.promise("tail");
      rehearsal.append("nobody was promised this");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      rehearsal.promise("another ear");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
    });
  }

  @Test
  @Order(12)
  @Tag("promises")
  @DisplayName(
      "The power may go at any moment, also while one sync is under way and more is written")
  void anyMoment() {
    Trial.onDisksEverywhere(FEW, (disk, place) -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      List<Runnable> steps = List.of(
          () -> rehearsal.write("one"),
          () -> rehearsal.write("two"),
          disk::endSync,
          () -> rehearsal.write("three"),
          disk::endSync,
          disk::endSync,
          () -> rehearsal.write("four", "five"),
          disk::endSync,
          disk::endSync,
          disk::endSync,
          disk::endSync);
      steps.subList(0, place).forEach(Runnable::run);
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      return place < steps.size();
    });
  }

  @Test
  @Order(13)
  @Tag("promises")
  @DisplayName("After one failed sync the journal promises nothing until it is opened anew")
  void failedSync() {
    Trial.onDisks(FEW, disk -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      rehearsal.promise("left paw");
      disk.failNextSync();
      Future<Void> flush = rehearsal.write("right paw");
      rehearsal.settle();
      InvariantBroken.unless(
          !flush.succeeded(), FINAL, "the sync failed, and alice was promised the record");
      Future<Void> again = rehearsal.flush();
      rehearsal.settle();
      Future<Void> more = rehearsal.write("tail");
      rehearsal.settle();
      InvariantBroken.unless(
          !again.succeeded() && !more.succeeded(),
          FINAL,
          "a sync had failed, and alice was promised something later");
      InvariantBroken.unless(
          flush.failed() && again.failed() && more.failed(),
          FINAL,
          "alice is not told that a flush has failed");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      rehearsal.promise("right paw, again");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
    });
  }

  @Test
  @Order(21)
  @Tag("recovers")
  @DisplayName("Records come back as they were: empty ones, long ones, any bytes, in their order")
  void comesBack() {
    Trial.onDisks(FEW, disk -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      for (int batch = 0; batch < 5; batch++) {
        rehearsal.promise(any(disk, 20), "", any(disk, 2000), "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
      }
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      rehearsal.promise("");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.NONE);
    });
  }

  @Test
  @Order(22)
  @Tag("recovers")
  @DisplayName("A torn tail is cut, and what is promised afterwards stands behind what is left")
  void tornTail() {
    Trial.onDisks(MANY, disk -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      rehearsal.promise("left paw", "right paw");
      rehearsal.write("tail", "left ear", "right ear", "a longer record about the left eye");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.TORN);
      rehearsal.promise("one more");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
    });
  }

  @Test
  @Order(23)
  @Tag("recovers")
  @DisplayName("Cut off at any byte of what nobody was promised, it opens with all that was")
  void cutAnywhere() {
    Trial.onDisksEverywhere(1, (disk, place) -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      rehearsal.promise("left paw", "right paw");
      TreeMap<String, Buffer> before = JournalRehearsal.bytesOn(disk);
      rehearsal.append("tail");
      rehearsal.append("left ear");
      disk.note("of what is not synced only a part reaches the platter");
      boolean isThere = cutBehind(disk, before, place);
      rehearsal.settle();
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      rehearsal.promise("one more");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      return isThere;
    });
  }

  @Test
  @Order(24)
  @Tag("recovers")
  @DisplayName(
      "What nobody was promised may reach the platter in any order: a hole in it is a torn tail")
  void holeInTheTail() {
    Trial.onDisks(FEW, disk -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      rehearsal.promise("left paw");
      rehearsal.write("right paw");
      TreeMap<String, Buffer> before = JournalRehearsal.bytesOn(disk);
      rehearsal.append("written while the sync is under way");
      TreeMap<String, Buffer> hole = JournalRehearsal.bytesOn(disk);
      rehearsal.settle();
      rehearsal.append("written later");
      disk.note("the newest record reaches the platter, the one before it does not");
      punch(disk, before, hole);
      rehearsal.settle();
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
    });
  }

  @Test
  @Order(25)
  @Tag("recovers")
  @DisplayName(
      "No flipped bit goes unnoticed: where later records vouch, the journal refuses to open")
  void flippedBits() {
    Trial.onDisksEverywhere(1, (disk, place) -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      rehearsal.promise("left paw", "right paw");
      rehearsal.promise("tail", "left ear");
      if (place % 2 == 1) { // what was found durable is known to be so, as well as what was flushed
        rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      }
      int vouchedFor = rehearsal.promised();
      rehearsal.promise("right ear");
      disk.cutPower(UnsyncedLoss.ALL);
      if (!flip(disk, place / 2)) {
        return false;
      }
      TreeMap<String, Buffer> before = JournalRehearsal.bytesOn(disk);
      Future<? extends OpenJournal> opening = rehearsal.begin();
      rehearsal.settle();
      if (opening.failed() && isRefusal(opening.cause())) {
        InvariantBroken.unless(
            JournalRehearsal.bytesOn(disk).equals(before),
            MIDDLE,
            "it refused, and the files are not as they were");
        return true;
      }
      InvariantBroken.unless(
          opening.succeeded(),
          MIDDLE,
          () -> "it neither opens nor refuses"
              + (opening.failed() ? ", but stumbles: " + opening.cause() : ""));
      List<Buffer> found = opening.result().records();
      rehearsal.expectPrefix(found);
      InvariantBroken.unless(
          found.size() >= vouchedFor,
          MIDDLE,
          () -> "it opened with " + found.size() + " of " + rehearsal.appended() + " records, and "
              + vouchedFor + " were durable when the last one was written");
      return true;
    });
  }

  @Test
  @Order(26)
  @Tag("recovers")
  @DisplayName("What recovery hands out is durable, also if it found it in the page cache only")
  void handsOutWhatIsDurable() {
    Trial.onDisks(FEW, disk -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      rehearsal.promise("left paw");
      rehearsal.append("written, and in the page cache");
      disk.note("the process restarts, the power stays on");
      rehearsal.open();
      int handedOut = rehearsal.promised();
      disk.cutPower(UnsyncedLoss.ALL);
      Future<? extends OpenJournal> opening = rehearsal.begin();
      rehearsal.settle();
      InvariantBroken.unless(
          opening.succeeded() && opening.result().records().size() == handedOut,
          AGAIN,
          () -> handedOut + " records were handed out, and after the power cut "
              + (opening.succeeded()
                  ? opening.result().records().size() + " came back"
                  : "the opening failed: " + opening.cause()));
    });
  }

  @Test
  @Order(27)
  @Tag("recovers")
  @DisplayName("A recovery that a power cut interrupts is done again, and as well")
  void interrupted() {
    Trial.onDisksEverywhere(MANY, (disk, place) -> {
      JournalRehearsal rehearsal = JournalRehearsal.opened(this, disk);
      rehearsal.promise("left paw", "right paw");
      rehearsal.write("tail", "left ear", "a longer record about the left eye");
      disk.cutPower(UnsyncedLoss.TORN);
      rehearsal.begin();
      boolean isThere = true;
      for (int ended = 0; ended < place && isThere; ended++) {
        isThere = disk.endSync();
      }
      rehearsal.cutPowerAndOpen(UnsyncedLoss.TORN);
      rehearsal.promise("one more");
      rehearsal.cutPowerAndOpen(UnsyncedLoss.ALL);
      return isThere;
    });
  }

  @Test
  @Order(31)
  @Tag("survives-chaos")
  @DisplayName("Through slow and failing syncs and power cuts at any moment no promise is broken")
  void chaos() {
    Trial.onDisks(10 * MANY, disk -> new JournalUnderChaos(this, disk).run());
  }

  /** Cuts off what was written since, all but so many bytes; false when that would be nothing. */
  private static boolean cutBehind(TracedDisk disk, Map<String, Buffer> before, int bytes) {
    int left = bytes;
    for (String name : disk.list()) {
      DiskFile file = disk.open(name);
      Buffer old = before.getOrDefault(name, Buffer.buffer());
      long grown = file.size() - old.length();
      file.truncate(old.length() + Math.min(grown, left));
      file.sync();
      left -= (int) Math.min(grown, left);
    }
    disk.syncDirectory();
    return left == 0;
  }

  /** Makes zeros of the bytes that came between two moments, and keeps those that came later. */
  private static void punch(TracedDisk disk, Map<String, Buffer> before, Map<String, Buffer> hole) {
    for (String name : disk.list()) {
      Buffer now = disk.content(name);
      int begin = before.getOrDefault(name, Buffer.buffer()).length();
      int end = hole.getOrDefault(name, Buffer.buffer()).length();
      DiskFile file = disk.open(name);
      file.truncate(begin);
      file.append(Buffer.buffer(new byte[end - begin]));
      file.append(now.getBuffer(end, now.length()));
      file.sync();
    }
    disk.syncDirectory();
  }

  /** Flips this bit, counted over all files; false when there are not so many. */
  private static boolean flip(TracedDisk disk, int bit) {
    long left = bit;
    for (String name : disk.list()) {
      long bits = 8L * disk.content(name).length();
      if (left < bits) {
        disk.flipBit(name, left);
        return true;
      }
      left -= bits;
    }
    InvariantBroken.unless(
        bit > 0, COMES_BACK, "five records were promised, and there is not a byte on the disk");
    return false;
  }

  private static String any(TracedDisk disk, int most) {
    return "x".repeat(disk.random().nextInt(most)) + disk.random().nextLong();
  }
}
