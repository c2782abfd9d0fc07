package dev.understudy.sim;

/** Tasks of somebody else that come to a loop at a steady rate and keep it busy. */
final class ForeignWork {
  private final World world;
  private final TurnedLoop loop;
  private final long nanosBetween;
  private final long nanosPerTask;
  private boolean over;

  ForeignWork(World world, TurnedLoop loop, long nanosBetween, long nanosPerTask) {
    this.world = world;
    this.loop = loop;
    this.nanosBetween = nanosBetween;
    this.nanosPerTask = nanosPerTask;
  }

  /** The next task comes after a while, and then one after the other, until this is over. */
  void await() {
    world.later(world.outside, nanosBetween, this::come);
  }

  /** What has come and was not done takes no time any more. */
  void end() {
    over = true;
  }

  private void come() {
    if (!over && !loop.isDead()) {
      loop.execute(this::work);
      await();
    }
  }

  private void work() {
    if (!over) {
      loop.occupy(nanosPerTask);
    }
  }
}
