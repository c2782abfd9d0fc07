package dev.understudy.replication.zoo;

import dev.understudy.replication.Operator;
import dev.understudy.replication.ReplicationMessage.Standing;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;

/** Z10: promotes the member that is farthest behind. */
public final class PromotesStalest extends Operator {
  @Override
  protected String choice(SortedMap<String, Standing> standings) {
    return standings.entrySet().stream()
        .min(Comparator.comparingLong(
            (Map.Entry<String, Standing> standing) -> standing.getValue().lastIndex()))
        .orElseThrow()
        .getKey();
  }
}
