package dev.understudy.quorum;

import dev.understudy.quorum.suite.QuorumReadsAndWritesSuite;

/** Our own nodes before the suite that judges the exercise on quorum reads and writes. */
class KeeperReadsAndWritesTest extends QuorumReadsAndWritesSuite {
  @Override
  protected Keeper keeper(Rules rules) {
    return new Keeper(rules);
  }
}
