package dev.understudy.lab;

import dev.understudy.explorer.Subject;
import dev.understudy.quorum.QuorumSubject;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.ReplicationSubject;
import dev.understudy.replication.standby.TreeSubject;
import dev.understudy.replication.standby.zoo.FollowsAnybody;
import dev.understudy.replication.zoo.AcknowledgesAlone;
import dev.understudy.replication.zoo.AcknowledgesBeforeFlush;
import dev.understudy.replication.zoo.PromotesStalest;
import java.util.List;

/** What can be explored: ours, and broken twins of it, to see them caught. */
final class ExploreSubjects {
  private ExploreSubjects() {}

  static List<Subject> all() {
    return List.of(
        ReplicationSubject.quorum(),
        ReplicationSubject.switching(),
        QuorumSubject.both(),
        TreeSubject.orphans(),
        ReplicationSubject.of(
            "acknowledges-alone",
            "broken twin: the leader tells the client when its own disk holds the write",
            AcknowledgesAlone::new,
            Operator::new),
        ReplicationSubject.of(
            "acknowledges-before-flush",
            "broken twin Z14: a follower says that its disk holds what it does not hold yet",
            AcknowledgesBeforeFlush::new,
            Operator::new),
        TreeSubject.of(
            "follows-anybody",
            "broken twin: an orphan follows whoever feeds it",
            FollowsAnybody::new),
        ReplicationSubject.of(
            "promotes-stalest",
            "broken twin Z10: the operator promotes the replica that is farthest behind",
            () -> new Replica(Mode.QUORUM),
            PromotesStalest::new));
  }
}
