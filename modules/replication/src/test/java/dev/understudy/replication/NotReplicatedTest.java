package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.trace.Replaced;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent.RoleChanged;
import dev.understudy.cluster.trace.TraceEvent.Saved;
import dev.understudy.cluster.trace.Truncated;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NotReplicatedTest {
  private static Saved saved(String node, Object what) {
    return new Saved(0, node, what);
  }

  private static Entry entry(long epoch) {
    return new Entry(epoch, null);
  }

  @Test
  @DisplayName(
      "What a snapshot stands for is what its leader had then, and indexes go on behind it")
  void replaced() {
    Trace trace = new Trace(
        0,
        List.of(
            new RoleChanged(0, "athens", "leader", 1),
            saved("athens", entry(1)),
            saved("athens", entry(2)),
            saved("byzantium", entry(9)),
            saved("byzantium", new Replaced(2, 1)),
            saved("athens", new Truncated(1)),
            saved("athens", entry(3)),
            saved("byzantium", entry(4)),
            saved("byzantium", entry(5)),
            saved("byzantium", new Truncated(3))),
        0);
    assertThat(NotReplicated.log(trace, "byzantium")).containsExactly(entry(1), entry(2), entry(4));
    assertThat(NotReplicated.log(trace, "athens")).containsExactly(entry(1), entry(3));
  }
}
