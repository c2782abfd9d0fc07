import dev.understudy.backup.suite.Archive;
import dev.understudy.backup.suite.PointInTimeSuite;
import java.time.Instant;

/** Hands your class to the suite that also judges {@code dev.understudy.backup.Restore}. */
class PointInTimeTrial extends PointInTimeSuite {
  @Override
  protected Found restoreTo(Archive archive, Instant time) {
    return found(new PointInTime(archive).restoreTo(time));
  }

  @Override
  protected Found restoreBeforeDeleteOf(Archive archive, String key) {
    return found(new PointInTime(archive).restoreBeforeDeleteOf(key));
  }

  private static Found found(PointInTime.Restored restored) {
    return new Found(restored.lsn(), restored.content());
  }
}
