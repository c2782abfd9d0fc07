package dev.understudy.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Operator;
import dev.understudy.replication.Replica;
import dev.understudy.replication.chaos.ReplicationSubject;
import dev.understudy.replication.zoo.AcknowledgesAlone;
import dev.understudy.replication.zoo.AcknowledgesBeforeFlush;
import dev.understudy.replication.zoo.AcknowledgesByTheOldMode;
import dev.understudy.replication.zoo.AdmitsWhoIsBehind;
import dev.understudy.replication.zoo.AnswersBeforeFlush;
import dev.understudy.replication.zoo.BelievesTheFirst;
import dev.understudy.replication.zoo.CommitsEarlierEpochs;
import dev.understudy.replication.zoo.CountsLostDisks;
import dev.understudy.replication.zoo.CutsToCommitted;
import dev.understudy.replication.zoo.DecidesTooSoon;
import dev.understudy.replication.zoo.ForgetsSessions;
import dev.understudy.replication.zoo.GoesOnSilently;
import dev.understudy.replication.zoo.HalfIsEnough;
import dev.understudy.replication.zoo.IgnoresTheWish;
import dev.understudy.replication.zoo.InstallsHalfASnapshot;
import dev.understudy.replication.zoo.JoinsWithAGap;
import dev.understudy.replication.zoo.KeepsTheSetToItself;
import dev.understudy.replication.zoo.LeavesThoseInSync;
import dev.understudy.replication.zoo.LetsGoTooSoon;
import dev.understudy.replication.zoo.NeverWaitsAgain;
import dev.understudy.replication.zoo.PromisesTwice;
import dev.understudy.replication.zoo.PromotesOutOfSync;
import dev.understudy.replication.zoo.PromotesStalest;
import dev.understudy.replication.zoo.SnapshotsTheUncommitted;
import dev.understudy.replication.zoo.SwitchesAtOnce;
import dev.understudy.replication.zoo.TellsAppliedTooSoon;
import dev.understudy.replication.zoo.TrustsAnEmptyDisk;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The twins of replicas and of those who promote them. */
final class ReplicationExhibits {
  private ReplicationExhibits() {}

  static List<Exhibit> all() {
    return Stream.of(ofQuorums(), ofInSyncSets(), ofDurabilities(), ofLostDisks(), ofSnapshots())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Exhibit> ofQuorums() {
    return List.of(
        replica("Z1", Mode.QUORUM, CommitsEarlierEpochs::new, "R1")
            .drawnBy(Failovers::figureEight)
            .does("commits entries of earlier epochs by counting their copies")
            .needs("three changes of the leader", "Raft, figure 8"),
        replica("Z7", Mode.QUORUM, CutsToCommitted::new, "R1")
            .drawnBy(Failovers::often)
            .does("cuts its log to its own commit index in a new epoch")
            .needs("two failovers soon after each other", "Kafka, KIP-101"),
        operator("Z10", Mode.QUORUM, PromotesStalest::new, "R1")
            .drawnBy(Failovers::often)
            .does("promotes the replica that is farthest behind")
            .needs("lag, then a failover", "GitHub, September 2012"),
        operator("Z13", Mode.QUORUM, HalfIsEnough::new, "R1")
            .drawnBy(Failovers::often)
            .does("takes half of the members for a majority")
            .needs("partition", "a counterexample that Alloy found for Elasticsearch"),
        replica("Z14.3", Mode.QUORUM, AcknowledgesBeforeFlush::new, "R1")
            .drawnBy(Failovers::often)
            .does("says that its disk holds an entry which it does not hold yet")
            .needs("crash", "etcd issue 14370"),
        replica("replication-1", Mode.QUORUM, AcknowledgesAlone::new, "R1")
            .drawnBy(Failovers::often)
            .does("acknowledges what its own disk alone holds")
            .needs("failover", ""),
        replica("replication-2", Mode.QUORUM, PromisesTwice::new, "O1")
            .drawnBy(Failovers::twoOperators)
            .does("promises one epoch to every operator that asks for it")
            .needs("two operators at once", ""));
  }

  private static List<Exhibit> ofInSyncSets() {
    return List.of(
        replica("replication-3", Mode.SYNC, AdmitsWhoIsBehind::new, "R1")
            .drawnBy(Failovers::aloneInSync)
            .does("takes a follower back into the set before it has caught up")
            .needs("crash of a leader that is alone in sync", ""),
        replica("replication-4", Mode.SYNC, KeepsTheSetToItself::new, "R1")
            .drawnBy(Failovers::aloneInSync)
            .does("goes on without a member before a majority knows that it is not in sync")
            .needs("crash of a leader that is alone in sync", ""),
        operator("replication-5", Mode.SYNC, PromotesOutOfSync::new, "R1")
            .drawnBy(Failovers::aloneInSync)
            .does("promotes who is not in sync when nobody who is answers")
            .needs("crash of a leader that is alone in sync", "Kafka's unclean leader election"));
  }

  private static List<Exhibit> ofDurabilities() {
    return List.of(
        replica("replication-6", Mode.SYNC, SwitchesAtOnce::new, "R1")
            .drawnBy(Failovers::switching)
            .does("switches the mode without keeping to the old one until the new one is known")
            .needs("crash of a leader that is alone in sync, amid a switch", ""),
        replica("switching-1", Mode.SYNC, LetsGoTooSoon::new, "R1")
            .drawnBy(Failovers::switchingUnheard)
            .does("keeps to the old mode only until it has saved the new configuration itself")
            .needs("crashes of members in sync, amid a switch of which nobody hears", ""),
        replica("switching-2", Mode.SYNC, AcknowledgesByTheOldMode::new, "R1")
            .drawnBy(Failovers::switchingBusily)
            .does("acknowledges by the old mode alone until it decides on the new one")
            .needs("crash of a leader that is alone in sync, amid a switch", ""),
        replica("switching-3", Mode.SYNC, DecidesTooSoon::new, "R1")
            .drawnBy(Failovers::switching)
            .does("decides on the new mode before what was there is safe by it too")
            .needs("crash of a leader that is alone in sync, amid a switch", ""),
        replica("switching-4", Mode.SYNC, LeavesThoseInSync::new, "R1")
            .drawnBy(Failovers::switchingDown)
            .does("goes to ASYNC though those in sync alone hold what SYNC has promised")
            .needs("crash of a leader that was alone in sync, after a switch", ""),
        replica("replication-7", Mode.SEMI_SYNC, GoesOnSilently::new, "R1")
            .drawnBy(Failovers::often)
            .does("waits for no follower, and does not say so")
            .needs("failover", ""),
        replica("replication-8", Mode.SEMI_SYNC, NeverWaitsAgain::new, "R1")
            .does("never waits for its followers again once it has gone on alone")
            .needs("followers away for a second", ""),
        replica("replication-9", Mode.QUORUM, TellsAppliedTooSoon::new, "R2")
            .drawnBy(Failovers::wishing)
            .does("says that it has applied what it has only flushed")
            .needs("none", ""),
        replica("replication-10", Mode.ASYNC, IgnoresTheWish::new, "R1")
            .drawnBy(Failovers::wishing)
            .does("acknowledges by its mode, whatever the client wished for")
            .needs("failover", ""),
        replica("replication-11", Mode.ASYNC, AnswersBeforeFlush::new, "R3")
            .drawnBy(Failovers::withoutFailover)
            .does("tells clients what the leader's own disk does not hold yet")
            .needs("crash of the leader, without a failover", ""));
  }

  private static List<Exhibit> ofSnapshots() {
    return List.of(
        replica("bootstrap-1", Mode.QUORUM, InstallsHalfASnapshot::new, "R8")
            .drawnBy(Failovers::farBehind)
            .does("takes the first chunk of a snapshot for the whole")
            .needs("a follower that is away while much is written", ""),
        replica("bootstrap-2", Mode.QUORUM, SnapshotsTheUncommitted::new, "S4")
            .does("lets a snapshot stand for what is applied, committed or not")
            .needs("a leader that is cut off", ""),
        replica("bootstrap-3", Mode.QUORUM, ForgetsSessions::new, "R6")
            .drawnBy(Failovers::farBehind)
            .does("goes on from a snapshot without what that remembers of clients")
            .needs("restart, and an answer that is lost", ""),
        replica("bootstrap-4", Mode.QUORUM, JoinsWithAGap::new, "R4")
            .drawnBy(Failovers::farBehind)
            .does("takes whatever entries come first behind a snapshot")
            .needs("messages lost", ""));
  }

  private static List<Exhibit> ofLostDisks() {
    return List.of(
        replica("rejoin-1", Mode.QUORUM, TrustsAnEmptyDisk::new, "R1")
            .drawnBy(LostDisks::held)
            .does("goes on as a member with an empty disk")
            .needs("lost disk, then a failover", ""),
        replica("rejoin-2", Mode.QUORUM, BelievesTheFirst::new, "R1")
            .drawnBy(LostDisks::promised)
            .does("obeys what the first of the others obeys, when its disk is lost")
            .needs("lost disk while a zombie is about", ""),
        operator("rejoin-3", Mode.QUORUM, CountsLostDisks::new, "R1")
            .drawnBy(LostDisks::promisedBefore)
            .does("counts what somebody promised on a disk that is lost by now")
            .needs(
                "lost disk amid a promotion",
                "Michael, Ports, Sharma and Szekeres, 2017, of Viewstamped Replication's recovery"));
  }

  private static Entry replica(
      String number, Mode mode, Supplier<? extends Replica> twin, String breaks) {
    return new Entry(number, twin.get(), breaks)
        .subjects(
            name -> new ReplicationSubject(name, mode, twin, Operator::new),
            new ReplicationSubject(mode));
  }

  private static Entry operator(
      String number, Mode mode, Supplier<? extends Operator> twin, String breaks) {
    return new Entry(number, twin.get(), breaks)
        .subjects(
            name -> new ReplicationSubject(name, mode, () -> new Replica(mode), twin),
            new ReplicationSubject(mode));
  }
}
