package dev.understudy.replication.standby;

import java.util.Comparator;

/**
 * How fresh what a replica has heard of the leader is, and how far from the leader it stands. A leader
 * counts its beats; everybody else learns a label from its upstream alone, one step deeper. Along a
 * chain labels get worse from the leader on, so nobody who stands below a replica has a better one.
 *
 * @param epoch the leader's epoch
 * @param ledFrom where the leader's log ended when it began to lead, which tells its lives apart
 * @param beat counts the leader's beats in that life
 * @param depth how many steps the leader is away
 */
public record Label(long epoch, long ledFrom, long beat, int depth) {
  /** Of who has heard of no leader: the worst there is. */
  public static final Label NONE = new Label(0, 0, 0, 0);

  private static final Comparator<Label> BY_BEAT = Comparator.comparingLong(Label::epoch)
      .thenComparingLong(Label::ledFrom)
      .thenComparingLong(Label::beat);

  /** Whether this is of a later beat than the other. */
  public boolean isFresherThan(Label other) {
    return BY_BEAT.compare(this, other) > 0;
  }

  /** Whether this is of a later beat, or of the same one and nearer to the leader. */
  public boolean isBetterThan(Label other) {
    int order = BY_BEAT.compare(this, other);
    return order > 0 || order == 0 && depth < other.depth;
  }

  /** What who hears this goes by. */
  public Label deeper() {
    return new Label(epoch, ledFrom, beat, depth + 1);
  }

  /** So many beats later, and as near as can be: better than all before. */
  public Label ahead(int beats) {
    return new Label(epoch, ledFrom, beat + beats, 0);
  }

  /** Whether it was learned from somebody. */
  public boolean isKnown() {
    return epoch > 0;
  }

  @Override
  public String toString() {
    return epoch + "." + ledFrom + "." + beat + "/" + depth;
  }
}
