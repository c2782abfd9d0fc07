package dev.understudy.storage.zoo;

import dev.understudy.storage.UnsyncedLoss;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What happens to a store in one moment of {@link StoreChaos}. Steps say all that chance decides, so
 * any part of a list of steps is a life of its own.
 */
public sealed interface StoreStep {
  /** What happens, in words. */
  String words();

  /**
   * A client appends to a value.
   *
   * @param before below 0: a new command; 0 asks again what it asked last, 1 what it asked before
   */
  record Ask(int client, int key, int before) implements StoreStep {
    @Override
    public String words() {
      return before < 0
          ? "client " + client + " appends to key " + key
          : "client " + client + " asks again what it asked "
              + (before == 0 ? "last" : before + " before its last");
    }
  }

  /** One of the syncs under way ends. */
  record EndSync(int which) implements StoreStep {
    @Override
    public String words() {
      return "sync " + which + " of those under way ends";
    }
  }

  /** A snapshot is begun. */
  record TakeSnapshot() implements StoreStep {
    @Override
    public String words() {
      return "a snapshot is begun";
    }
  }

  /** Who holds the store lets go; if nobody does, somebody begins to. */
  record ChangeHold() implements StoreStep {
    @Override
    public String words() {
      return "who holds the store lets go; if nobody does, somebody begins to";
    }
  }

  /** The disk has room for so many more bytes; below 0: for all. */
  record Full(int bytesLeft) implements StoreStep {
    @Override
    public String words() {
      return bytesLeft < 0
          ? "the disk has room again"
          : "the disk has room for " + bytesLeft + " more bytes";
    }
  }

  /** The next sync will fail. */
  record FailSync() implements StoreStep {
    @Override
    public String words() {
      return "the next sync will fail";
    }
  }

  /** All that is there has been backed up. */
  record BackUp() implements StoreStep {
    @Override
    public String words() {
      return "all that is there has been backed up";
    }
  }

  /**
   * The power goes and comes back.
   *
   * @param powerCutAfter once more, after so many syncs of the opening; below 0 if not
   * @param chance decides what is torn, and what the clock says afterwards
   */
  record Crash(UnsyncedLoss loss, int powerCutAfter, int chance) implements StoreStep {
    @Override
    public String words() {
      return PowerCut.words(loss, powerCutAfter);
    }
  }

  /** The power goes and comes back, and one bit of a snapshot has flipped. */
  record RotSnapshot(int which, int place, int bit) implements StoreStep {
    @Override
    public String words() {
      return "the power goes and comes back, and bit " + bit + " of byte " + place + " of snapshot "
          + which + " has flipped";
    }
  }

  /** How many of them make a life. */
  int LIFE = 250;

  /** The life that a seed decides on. */
  static List<StoreStep> life(long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> draw(random)).limit(LIFE).toList();
  }

  /** Draws one. */
  static StoreStep draw(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < 45) {
      int before = random.nextInt(4) == 0 ? random.nextInt(2) : -1;
      return new Ask(random.nextInt(3), random.nextInt(5), before);
    } else if (dice < 79) {
      return new EndSync(random.nextInt(12));
    } else if (dice < 87) {
      return new TakeSnapshot();
    } else if (dice < 90) {
      return new ChangeHold();
    } else if (dice < 92) {
      return new Full(random.nextBoolean() ? -1 : random.nextInt(300));
    } else if (dice < 94) {
      return new FailSync();
    } else if (dice < 95) {
      return new BackUp();
    } else if (dice < 96) {
      return new RotSnapshot(random.nextInt(4), random.nextInt(1 << 16), random.nextInt(8));
    }
    return crash(random);
  }

  private static Crash crash(RandomGenerator random) {
    UnsyncedLoss[] losses = UnsyncedLoss.values();
    return new Crash(
        losses[random.nextInt(losses.length)],
        random.nextInt(10) == 0 ? random.nextInt(6) : -1,
        random.nextInt(1 << 16));
  }

  /** Simpler steps that may do as well. */
  default List<StoreStep> simpler() {
    if (this instanceof Ask && !equals(new Ask(0, 0, -1))) {
      return List.of(new Ask(0, 0, -1));
    }
    if (this instanceof EndSync end && end.which() > 0) {
      return List.of(new EndSync(0));
    }
    Crash plain = new Crash(UnsyncedLoss.ALL, -1, 0);
    return this instanceof Crash && !equals(plain) ? List.of(plain) : List.of();
  }
}
