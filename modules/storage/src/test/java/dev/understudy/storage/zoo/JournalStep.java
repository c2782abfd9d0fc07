package dev.understudy.storage.zoo;

import dev.understudy.storage.UnsyncedLoss;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What happens to a journal in one moment of {@link JournalChaos}. Steps say all that chance decides,
 * so any part of a list of steps is a life of its own.
 */
public sealed interface JournalStep {
  /** What happens, in words. */
  String words();

  /** A record of so many bytes is written. */
  record Append(int bytes) implements JournalStep {
    @Override
    public String words() {
      return "a record of " + bytes + (bytes == 1 ? " byte" : " bytes") + " is written";
    }
  }

  /** Everything written is to be made durable. */
  record Flush() implements JournalStep {
    @Override
    public String words() {
      return "all that is written is to be made durable";
    }
  }

  /** The oldest sync under way ends. */
  record EndSync() implements JournalStep {
    @Override
    public String words() {
      return "the oldest sync under way ends";
    }
  }

  /** The next sync will fail. */
  record FailSync() implements JournalStep {
    @Override
    public String words() {
      return "the next sync will fail";
    }
  }

  /**
   * The power goes and comes back.
   *
   * @param powerCutAfter once more, after so many syncs of the recovery; below 0 if not
   * @param chance decides what is torn
   */
  record Crash(UnsyncedLoss loss, int powerCutAfter, int chance) implements JournalStep {
    @Override
    public String words() {
      return PowerCut.words(loss, powerCutAfter);
    }
  }

  /** The process ends and another one opens the journal; the page cache is still there. */
  record Kill() implements JournalStep {
    @Override
    public String words() {
      return "the process is killed and starts again";
    }
  }

  /** The power goes and comes back, and one bit of a byte that was durable has flipped. */
  record Rot(int place, int bit) implements JournalStep {
    @Override
    public String words() {
      return "the power goes and comes back, and bit " + bit + " of byte " + place + " has flipped";
    }
  }

  /** How many of them make a life. */
  int LIFE = 150;

  /** The life that a seed decides on. */
  static List<JournalStep> life(long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> draw(random)).limit(LIFE).toList();
  }

  /** Draws one. */
  static JournalStep draw(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < 47) {
      return new Append(random.nextInt(64));
    } else if (dice < 66) {
      return new Flush();
    } else if (dice < 90) {
      return new EndSync();
    } else if (dice < 92) {
      return new FailSync();
    } else if (dice < 93) {
      return new Kill();
    } else if (dice < 94) {
      return new Rot(random.nextInt(1 << 16), random.nextInt(8));
    }
    return crash(random);
  }

  private static Crash crash(RandomGenerator random) {
    UnsyncedLoss[] losses = UnsyncedLoss.values();
    return new Crash(
        losses[random.nextInt(losses.length)],
        random.nextInt(10) == 0 ? random.nextInt(4) : -1,
        random.nextInt(1 << 16));
  }

  /** Simpler steps that may do as well. */
  default List<JournalStep> simpler() {
    if (this instanceof Append append && append.bytes() > 1) {
      return List.of(new Append(1), new Append(append.bytes() / 2));
    }
    Crash plain = new Crash(UnsyncedLoss.ALL, -1, 0);
    return this instanceof Crash && !equals(plain) ? List.of(plain) : List.of();
  }
}
