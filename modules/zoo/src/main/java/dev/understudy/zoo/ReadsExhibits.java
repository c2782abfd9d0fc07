package dev.understudy.zoo;

import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.chaos.CutOff;
import dev.understudy.replication.chaos.ReadsSubject;
import dev.understudy.replication.zoo.CountsFromTheAnswer;
import dev.understudy.replication.zoo.ForgetsWhatWasSeen;
import dev.understudy.replication.zoo.NeedsNoMajority;
import dev.understudy.replication.zoo.ShowsUncommitted;
import dev.understudy.replication.zoo.TrustsItsClock;
import dev.understudy.replication.zoo.TrustsWallClocks;
import java.util.List;
import java.util.function.Supplier;

/** The twins of replicas at which others read. */
final class ReadsExhibits {
  private ReadsExhibits() {}

  static List<Exhibit> all() {
    return List.of(
        replica("reads-1", ForgetsWhatWasSeen::new, "V1")
            .does("answers at once, whatever the reader has seen")
            .needs("lag", ""),
        replica("reads-2", CountsFromTheAnswer::new, "V2")
            .drawnBy(CutOff::late)
            .does("counts the age of an answer from when it came, not from when it was asked for")
            .needs("late messages", ""),
        replica("reads-3", NeedsNoMajority::new, "V2")
            .does("takes itself for the only leader, and asks nobody")
            .needs("partition, then a failover", ""),
        replica("reads-4", TrustsWallClocks::new, "V2")
            .does("compares the date of what it hears with its own")
            .needs("skew", "lag as many a monitor measures it"),
        replica("reads-5", TrustsItsClock::new, "V2")
            .does("measures ages as if no clock were slow")
            .needs("drift", ""),
        replica("reads-6", ShowsUncommitted::new, "V3")
            .does("shows what it has applied, committed or not")
            .needs("partition, then a failover", ""));
  }

  private static Entry replica(String number, Supplier<? extends Replica> twin, String breaks) {
    return new Entry(number, twin.get(), breaks)
        .drawnBy(CutOff::draw)
        .subjects(name -> new ReadsSubject(name, Mode.QUORUM, twin), new ReadsSubject(Mode.QUORUM));
  }
}
