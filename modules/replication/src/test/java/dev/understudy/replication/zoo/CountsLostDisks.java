package dev.understudy.replication.zoo;

import dev.understudy.replication.Operator;
import dev.understudy.replication.ReplicationMessage.Standing;
import java.util.SortedMap;

/**
 * R1 removed: counts what a member promised before it lost its disk, though others have told it since
 * to obey an earlier epoch (Viewstamped Replication's recovery, as it was published).
 */
public final class CountsLostDisks extends Operator {
  @Override
  protected void removeLost(SortedMap<String, Standing> standings) {
    // all of them count
  }
}
