package dev.understudy.backup.zoo;

import dev.understudy.backup.Kind;
import dev.understudy.storage.UnsyncedLoss;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What happens to a store and its backups in one moment of {@link BackupChaos}. Steps say all that
 * chance decides, so any part of a list of steps is a life of its own. A link is named by a number,
 * taken modulo how many there are.
 */
public sealed interface BackupStep {
  /** What happens, in words. */
  String words();

  /** So many commands are executed. */
  record Write(int commands) implements BackupStep {
    @Override
    public String words() {
      return commands + (commands == 1 ? " command is" : " commands are") + " executed";
    }
  }

  /** A snapshot is made. */
  record TakeSnapshot() implements BackupStep {
    @Override
    public String words() {
      return "a snapshot is made";
    }
  }

  /**
   * A backup is made.
   *
   * @param meanwhile how many commands are executed, and then a snapshot made, after each chunk
   */
  record BackUp(Kind kind, int meanwhile) implements BackupStep {
    @Override
    public String words() {
      return "a backup is made, " + kind.word()
          + (meanwhile == 0
              ? ""
              : "; after each chunk " + meanwhile
                  + " commands are executed and a snapshot is made");
    }
  }

  /** A link is restored. */
  record RestoreLink(int link) implements BackupStep {
    @Override
    public String words() {
      return "link " + link + " is restored";
    }
  }

  /** What there was at the time of a commit is restored. */
  record RestoreTime(int commit) implements BackupStep {
    @Override
    public String words() {
      return "what there was at commit " + commit + " is restored";
    }
  }

  /** A link is restored while the one on which it stands is missing. */
  record RestoreWithoutParent(int link) implements BackupStep {
    @Override
    public String words() {
      return "link " + link + " is restored while the one on which it stands is missing";
    }
  }

  /** A link is restored to where something lies. */
  record RestoreOver(int link) implements BackupStep {
    @Override
    public String words() {
      return "link " + link + " is restored to where something lies";
    }
  }

  /** A link is restored to whose manifest somebody has added a file that is none of a store. */
  record RestoreForged(int link) implements BackupStep {
    @Override
    public String words() {
      return "link " + link + " is restored, whose manifest names a file that is none of a store";
    }
  }

  /**
   * Old backups are deleted.
   *
   * @param keep how many full ones are kept
   * @param powerCutAt the change at which the power of the target goes; 0 if it does not
   * @param chance decides what is torn
   */
  record Prune(int keep, int powerCutAt, UnsyncedLoss loss, int chance) implements BackupStep {
    @Override
    public String words() {
      return "old backups are deleted, " + keep + " full kept"
          + (powerCutAt == 0
              ? ""
              : "; the power of the target goes at change " + powerCutAt + ", " + loss.words());
    }
  }

  /** A bit of the source has flipped; it is backed up and verified. */
  record VerifyRotten(int place, int bit) implements BackupStep {
    @Override
    public String words() {
      return "bit " + bit + " of byte " + place
          + " of the source has flipped; it is backed up and verified";
    }
  }

  /** How many of them make a life. */
  int LIFE = 30;

  /** The life that a seed decides on. */
  static List<BackupStep> life(long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> draw(random)).limit(LIFE).toList();
  }

  /** Draws one. */
  static BackupStep draw(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < 30) {
      return new Write(1 + random.nextInt(12));
    } else if (dice < 36) {
      return new TakeSnapshot();
    } else if (dice < 62) {
      Kind kind =
          random.nextInt(3) == 0 ? Kind.FULL : random.nextBoolean() ? Kind.INCREMENTAL : Kind.LOG;
      return new BackUp(kind, random.nextInt(4) == 0 ? random.nextInt(30) : 0);
    } else if (dice < 94) {
      return restore(random, dice);
    } else if (dice < 97) {
      UnsyncedLoss[] losses = UnsyncedLoss.values();
      return new Prune(
          1 + random.nextInt(2),
          random.nextInt(30),
          losses[random.nextInt(losses.length)],
          random.nextInt(1 << 16));
    }
    return new VerifyRotten(random.nextInt(1 << 16), random.nextInt(8));
  }

  private static BackupStep restore(RandomGenerator random, int dice) {
    int which = random.nextInt(1000);
    if (dice < 70) {
      return new RestoreLink(which);
    } else if (dice < 79) {
      return new RestoreTime(which);
    } else if (dice < 85) {
      return new RestoreWithoutParent(which);
    }
    return dice < 90 ? new RestoreOver(which) : new RestoreForged(which);
  }

  /** Simpler steps that may do as well. */
  default List<BackupStep> simpler() {
    if (this instanceof Write write && write.commands() > 1) {
      return List.of(new Write(1), new Write(write.commands() / 2));
    }
    if (this instanceof BackUp made && made.meanwhile() > 0) {
      return List.of(new BackUp(made.kind(), 0), new BackUp(made.kind(), made.meanwhile() / 2));
    }
    if (this instanceof Prune prune && prune.powerCutAt() > 0) {
      return List.of(new Prune(1, 0, UnsyncedLoss.ALL, 0));
    }
    return List.of();
  }
}
