package dev.understudy.explorer;

import dev.understudy.storage.UnsyncedLoss;

/** One step of a path: what happens next. */
public sealed interface Choice {
  /** The step in words. */
  String words();

  /** A message arrives and is handled. */
  record Deliver(String from, String to, Object message) implements Choice {
    @Override
    public String words() {
      return to + " gets from " + from + ": " + message;
    }
  }

  /** A message is lost. */
  record Drop(String from, String to, Object message) implements Choice {
    @Override
    public String words() {
      return to + " will not get from " + from + ": " + message;
    }
  }

  /** The disk of a node finishes, and the node says what waited for that. */
  record Flush(String node) implements Choice {
    @Override
    public String words() {
      return "the disk of " + node + " has finished";
    }
  }

  /** A node crashes; {@code unsynced} says what becomes of what its disk had not finished. */
  record Crash(String node, UnsyncedLoss unsynced, boolean isFlushing) implements Choice {
    @Override
    public String words() {
      String disk = unsynced == UnsyncedLoss.ALL ? "lost" : "kept";
      return node + " crashes" + (isFlushing ? "; what its disk had not finished is " + disk : "");
    }
  }

  /** A crashed node starts again. */
  record Restart(String node) implements Choice {
    @Override
    public String words() {
      return node + " restarts";
    }
  }

  /** Time goes on to the next timer, which is one of this node's. */
  record Timer(String node, long atNanos, String timers) implements Choice {
    @Override
    public String words() {
      return "time passes: " + node + "'s timer " + timers;
    }
  }

  /** Something comes from outside; {@code number} is its place in the script. */
  record FromOutside(int number, String who, String what) implements Choice {
    @Override
    public String words() {
      return who + " " + what;
    }
  }
}
