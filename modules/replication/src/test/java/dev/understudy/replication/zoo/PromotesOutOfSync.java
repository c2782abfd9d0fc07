package dev.understudy.replication.zoo;

import dev.understudy.replication.Operator;
import dev.understudy.replication.ReplicationMessage.Standing;
import java.util.SortedMap;

/** R1 with SYNC: when nobody in sync answers, promotes who does (Kafka: unclean leader election). */
public final class PromotesOutOfSync extends Operator {
  @Override
  protected SortedMap<String, Standing> mayLead(SortedMap<String, Standing> standings) {
    SortedMap<String, Standing> candidates = super.mayLead(standings);
    return candidates.isEmpty() ? standings : candidates;
  }
}
