package dev.understudy.backup.suite;

import static dev.understudy.backup.Kind.FULL;
import static dev.understudy.backup.Kind.INCREMENTAL;
import static dev.understudy.backup.Kind.LOG;
import static dev.understudy.backup.suite.Promises.OUT_OF_REACH;
import static dev.understudy.backup.suite.Promises.UNDONE;
import static dev.understudy.backup.suite.Promises.UP_TO;

import dev.understudy.backup.RefusedBackupException;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.coach.Trial;
import java.time.Instant;
import java.util.SortedMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Judges a restore to a point in time: that it holds the commits up to that time and no others, also
 * where several have one time, where the clock stood still, and where a link ends just then; and that
 * a mistake can be left out alone.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class PointInTimeSuite {
  private static final int MANY = 10;

  /** What came out: the number of the last commit that is in, and all values. */
  public record Found(long lsn, SortedMap<String, String> content) {}

  /** Restores the state of a time; refuses with {@link RefusedBackupException}. */
  protected abstract Found restoreTo(Archive archive, Instant time);

  /** Restores the state just before the newest delete of a key; refuses when there was none. */
  protected abstract Found restoreBeforeDeleteOf(Archive archive, String key);

  @Test
  @Order(11)
  @Tag("to-a-time")
  @DisplayName("What was committed up to the time is in, and nothing later")
  void upTo() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("list", "a").after(1000).append("list", "b").after(1000).backup(FULL);
      past.append("list", "c").after(1000).append("list", "d").after(1000).backup(LOG);
      past.append("list", "e").backup(LOG);
      expectEveryTime(past);
    });
  }

  @Test
  @Order(12)
  @Tag("to-a-time")
  @DisplayName("What the snapshot of the full link holds already is not done again")
  void behindTheSnapshot() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("list", "a").after(1000).append("list", "b").snapshot().after(1000);
      past.append("list", "c").after(1000).backup(FULL);
      past.append("list", "d").after(1000).backup(LOG);
      past.append("list", "e").after(1000).backup(LOG);
      expectEveryTime(past);
    });
  }

  @Test
  @Order(13)
  @Tag("to-a-time")
  @DisplayName("Commits of one millisecond are in together, or not at all")
  void oneMillisecond() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("list", "a").backup(FULL).after(1000);
      past.append("list", "b").append("list", "c").append("list", "d").after(1);
      past.append("list", "e").after(1000).append("list", "f").backup(LOG);
      expectEveryTime(past);
    });
  }

  @Test
  @Order(14)
  @Tag("to-a-time")
  @DisplayName("That a link ends at the very time does not prove that no commit of it comes after")
  void betweenLinks() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("list", "a").backup(FULL).after(1000);
      past.append("list", "b")
          .backup(LOG)
          .append("list", "c")
          .append("list", "d")
          .backup(LOG);
      past.append("list", "e").backup(INCREMENTAL).after(1000);
      past.append("list", "f").backup(LOG);
      expectEveryTime(past);
    });
  }

  @Test
  @Order(15)
  @Tag("to-a-time")
  @DisplayName("Where somebody set the clock back the log's time stands still, and all of it is in")
  void clockStoodStill() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("list", "a").backup(FULL).after(60_000).append("list", "b").backup(LOG);
      past.after(-30_000).append("list", "c").backup(LOG).append("list", "d").backup(LOG);
      past.after(20_000).append("list", "e").backup(LOG).after(20_000);
      past.append("list", "f").backup(LOG);
      expectEveryTime(past);
    });
  }

  @Test
  @Order(16)
  @Tag("to-a-time")
  @DisplayName("A time before the newest full link is reached from an older one")
  void olderFull() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("list", "a")
          .snapshot()
          .after(1000)
          .append("list", "b")
          .backup(FULL)
          .after(1000);
      past.append("list", "c").after(1000).append("list", "d").backup(LOG).after(1000);
      past.append("list", "e").backup(LOG).snapshot().after(1000);
      past.append("list", "f").backup(FULL).after(1000).append("list", "g").backup(LOG);
      expectEveryTime(past);
    });
  }

  @Test
  @Order(17)
  @Tag("to-a-time")
  @DisplayName("A time before the first state, or behind the last commit that was kept, is refused")
  void outOfReach() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("list", "a")
          .snapshot()
          .after(1000)
          .append("list", "b")
          .backup(FULL)
          .after(1000);
      past.append("list", "c").backup(LOG).after(1000).append("list", "d");
      Instant first = past.bounds().get(0);
      Instant last = past.bounds().get(1);
      expect(past, first);
      expect(past, first.minusMillis(1));
      expect(past, last);
      expect(past, last.plusMillis(1));
    });
  }

  @Test
  @Order(21)
  @Tag("undone")
  @DisplayName("A delete by mistake is left out, and nothing before it")
  void undone() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("cats", "tom ")
          .backup(FULL)
          .after(1000)
          .append("cats", "kit ")
          .backup(LOG);
      past.after(1000).append("dogs", "rex ").after(1000).delete("cats").after(1000);
      past.append("dogs", "ace ").backup(LOG);
      expectUndone(past, "cats", 4);
    });
  }

  @Test
  @Order(22)
  @Tag("undone")
  @DisplayName("What was committed in the very millisecond of the mistake, but before it, is kept")
  void sameMillisecond() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("cats", "tom ").backup(FULL).after(1000);
      past.append("dogs", "rex ").append("dogs", "ace ").backup(LOG);
      past.append("cats", "kit ").delete("cats").append("dogs", "pip ").after(1000);
      past.append("dogs", "sam ").backup(LOG);
      expectUndone(past, "cats", 5);
    });
  }

  @Test
  @Order(23)
  @Tag("undone")
  @DisplayName("Of several deletes it is the newest one, also when a full backup was made since")
  void newestDelete() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("cats", "tom ").append("dogs", "rex ").backup(FULL).after(1000);
      past.delete("cats").after(1000).append("cats", "kit ").backup(LOG).after(1000);
      past.append("cats", "lea ").after(1000).delete("cats").after(1000).backup(INCREMENTAL);
      past.append("cats", "new ").after(1000).delete("dogs").snapshot().backup(FULL);
      past.append("dogs", "ace ").after(1000).backup(LOG);
      expectUndone(past, "cats", 6);
      expectUndone(past, "dogs", 8);
    });
  }

  @Test
  @Order(24)
  @Tag("undone")
  @DisplayName("A delete that nobody made is not undone")
  void nothingToUndo() {
    Trial.onDisks(1, disk -> {
      Past past = new Past(disk);
      past.append("cats", "tom ")
          .backup(FULL)
          .delete("dogs")
          .append("cats", "kit ")
          .backup(LOG);
      expectRefused(
          () -> restoreBeforeDeleteOf(past.archive(), "cats"), "no delete of cats is kept");
    });
  }

  @Test
  @Order(31)
  @Tag("survives-chaos")
  @DisplayName(
      "Whatever was written and backed up when, every moment can be had back, and no other")
  void chaos() {
    Trial.onDisks(MANY, disk -> {
      Past past = new Past(disk);
      RandomGenerator random = disk.random();
      for (int step = 0; step < 50; step++) {
        step(past, random, step);
      }
      past.backup(LOG);
      expectEveryTime(past);
      expect(past, past.bounds().get(1).plusMillis(1));
    });
  }

  private static void step(Past past, RandomGenerator random, int step) {
    int dice = random.nextInt(20);
    if (step == 4 || dice == 0) {
      past.backup(FULL);
    } else if (dice == 1) {
      past.snapshot();
    } else if (dice < 6 && step > 4) {
      past.backup(random.nextBoolean() ? LOG : INCREMENTAL);
    } else {
      boolean isSetBack = random.nextInt(10) == 0;
      past.after(isSetBack ? -500 : random.nextBoolean() ? 0 : random.nextInt(300));
      past.append("key " + random.nextInt(3), step + " ");
    }
  }

  /** The time of each commit, and the moments around it, as far as there are backups of them. */
  private void expectEveryTime(Past past) {
    Archive archive = past.archive();
    for (long lsn = 1; lsn <= past.count(); lsn++) {
      for (int off = -1; off <= 1; off++) {
        Instant time = past.timeOf(lsn).plusMillis(off);
        if (past.covers(time)) {
          expect(past, archive, time);
        }
      }
    }
  }

  private void expect(Past past, Instant time) {
    expect(past, past.archive(), time);
  }

  private void expect(Past past, Archive archive, Instant time) {
    if (!past.covers(time)) {
      expectRefused(
          () -> restoreTo(archive, time), "the backups do not reach to " + Past.time(time));
      return;
    }
    Found found;
    try {
      found = restoreTo(archive, time);
    } catch (RefusedBackupException refused) {
      throw new InvariantBroken(
          UP_TO, Past.time(time) + " can be reached, and is refused: " + refused.getMessage());
    }
    long expected = past.commitsUpTo(time);
    String restored = "restored to " + Past.time(time) + ", ";
    InvariantBroken.unless(
        found.lsn() >= expected,
        UP_TO,
        () -> restored + "commit " + (found.lsn() + 1) + " of "
            + Past.time(past.timeOf(found.lsn() + 1)) + " is missing");
    InvariantBroken.unless(
        found.lsn() <= expected,
        UP_TO,
        () -> restored + "commit " + found.lsn() + " of " + timeOf(past, found.lsn())
            + " is in, which is later");
    expectState(past, found, UP_TO, restored);
  }

  private static String timeOf(Past past, long lsn) {
    return lsn > past.count() ? "no time" : Past.time(past.timeOf(lsn));
  }

  private void expectUndone(Past past, String key, long mistake) {
    Found found;
    try {
      found = restoreBeforeDeleteOf(past.archive(), key);
    } catch (RefusedBackupException refused) {
      throw new InvariantBroken(
          UNDONE, "commit " + mistake + " deletes " + key + ", but: " + refused.getMessage());
    }
    InvariantBroken.unless(
        found.lsn() == mistake - 1,
        UNDONE,
        () -> "the newest delete of " + key + " is commit " + mistake
            + ", and the last one that is " + "in is commit " + found.lsn());
    expectState(past, found, UNDONE, "before commit " + mistake + " ");
  }

  private static void expectState(Past past, Found found, String promise, String when) {
    SortedMap<String, String> expected = past.stateAt(found.lsn());
    InvariantBroken.unless(
        found.content().equals(expected),
        promise,
        () -> when + "the values are " + found.content() + " instead of " + expected);
  }

  private static void expectRefused(Runnable restore, String why) {
    try {
      restore.run();
    } catch (RefusedBackupException refused) {
      return;
    }
    throw new InvariantBroken(OUT_OF_REACH, why + ", and something is restored all the same");
  }
}
