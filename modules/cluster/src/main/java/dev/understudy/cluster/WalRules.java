package dev.understudy.cluster;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * The rules of a journal's snapshots, one a method, so that a broken twin can leave out exactly one.
 */
interface WalRules {
  /** All of them. */
  WalRules KEPT = new WalRules() {};

  /** S1: what a node saved was in the front too, and goes with it unless the snapshot has it. */
  default List<Buffer> statesInSnapshot(List<Buffer> states) {
    return states;
  }

  /** S1: the entries behind the compacted ones were written before the snapshot ends, too. */
  default List<Buffer> entriesInSnapshot(List<Buffer> entries) {
    return entries;
  }

  /** S1: what was staged was written before the snapshot ends, too. */
  default List<Buffer> stagedInSnapshot(List<Buffer> staged) {
    return staged;
  }
}
