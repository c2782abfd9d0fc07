package dev.understudy.cluster;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.understudy.cluster.fault.Fault;
import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.fault.Fault.Traffic;
import dev.understudy.storage.UnsyncedLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** For each kind of fault at least one, and what it does that nothing else does. */
final class FaultCases {
  /** @param shows whether the trouble can be seen: not before the fault, and not after its end */
  record Case(Fault fault, Predicate<FaultStage> shows) {
    @Override
    public String toString() {
      return fault.toString();
    }
  }

  private static final Traffic KEEPS_TO_ATHENS = new Traffic("", "athens", "Keep");

  private FaultCases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>(ofNodes());
    cases.addAll(ofLinks());
    cases.addAll(ofMessages());
    cases.addAll(ofDisks());
    return cases;
  }

  private static List<Case> ofNodes() {
    List<Case> cases = new ArrayList<>(List.of(
        new Case(new Fault.Crash("athens", null), stage -> !stage.answers("athens")),
        new Case(new Fault.Crash("athens", UnsyncedLoss.TORN), stage -> !stage.answers("athens")),
        new Case(new Fault.CrashLoop("athens", ofMillis(100), ofMillis(100)), s -> s.starts() > 2),
        new Case(new Fault.Pause("athens"), stage -> !stage.answers("athens")),
        new Case(new Fault.Slow("athens", ofMillis(600)), stage -> !stage.answers("athens")),
        new Case(new Fault.Overload("athens", 1000, ofMillis(2)), stage -> {
          stage.cluster.runFor(ofSeconds(2));
          return !stage.answers("athens");
        }),
        new Case(new Fault.Skew("athens", ofSeconds(-5)), s -> s.ahead().equals(ofSeconds(-5))),
        new Case(new Fault.Drift("athens", 1.5), stage -> stage.gains().equals(ofMillis(500))),
        new Case(new Fault.Drift("athens", 0.5), stage -> stage.gains().equals(ofMillis(-500)))));
    for (Point point : Point.values()) {
      cases.add(new Case(new Fault.Failpoint("athens", point, 1), stage -> {
        stage.keeps("athens");
        return !stage.cluster.isRunning("athens");
      }));
    }
    return cases;
  }

  private static List<Case> ofLinks() {
    List<String> left = List.of("athens", "byzantium");
    List<String> right = List.of("delphi");
    return List.of(
        new Case(
            new Fault.Isolate("athens"),
            loses("athens>byzantium athens>cyrene athens>delphi byzantium>athens cyrene>athens"
                + " delphi>athens")),
        new Case(
            new Fault.Partition(List.of(left, right)),
            loses("athens>delphi byzantium>delphi delphi>athens delphi>byzantium")),
        new Case(new Fault.OneWay(left, right), loses("athens>delphi byzantium>delphi")),
        new Case(new Fault.Broken("athens", "delphi"), loses("athens>delphi delphi>athens")),
        new Case(
            new Fault.Bridge(left, "cyrene", right),
            loses("athens>delphi byzantium>delphi delphi>athens delphi>byzantium")),
        new Case(
            new Fault.MajoritiesRing(FaultStage.NAMES),
            loses("athens>cyrene byzantium>delphi cyrene>athens delphi>byzantium")),
        new Case(
            new Fault.RegionLoss(right, false),
            loses("athens>delphi byzantium>delphi cyrene>delphi delphi>athens delphi>byzantium"
                + " delphi>cyrene")),
        new Case(new Fault.RegionLoss(right, true), stage -> !stage.cluster.isRunning("delphi")),
        new Case(
            new Fault.Flapping(new Fault.Isolate("athens"), ofMillis(150), ofMillis(150)), s -> {
              long answers = s.answersOfTwenty();
              return answers > 3 && answers < 17;
            }));
  }

  private static Predicate<FaultStage> loses(String lost) {
    return stage -> String.join(" ", stage.lost()).equals(lost);
  }

  private static List<Case> ofMessages() {
    Fault tail = new Fault.Delay(Traffic.ALL, ofMillis(5), ofMillis(5), 0.5);
    return List.of(
        new Case(new Fault.Loss(Traffic.ALL, 0.5), stage -> {
          int heard = stage.twenty().size();
          return heard > 3 && heard < 17;
        }),
        new Case(
            new Fault.Loss(KEEPS_TO_ATHENS, 1),
            s -> s.answers("athens") && !s.keeps("athens") && s.keeps("delphi")),
        new Case(
            new Fault.Loss(new Traffic("cyrene", "", ""), 1),
            loses("cyrene>athens cyrene>byzantium cyrene>delphi")),
        new Case(new Fault.Duplication(KEEPS_TO_ATHENS, 1), s -> s.twenty().size() == 40),
        new Case(new Fault.Reordering(Traffic.ALL), stage -> {
          List<Long> heard = stage.twenty();
          return heard.size() == 20 && !heard.equals(heard.stream().sorted().toList());
        }),
        new Case(new Fault.Delay(Traffic.ALL, ofMillis(40), ofMillis(60), 0), stage -> {
          long millis = stage.keepingTakes("athens").toMillis();
          return millis >= 80 && millis < 140;
        }),
        new Case(tail, stage -> {
          int heard = stage.twenty().size();
          return heard < 20 && stage.keepingTakes("athens").toMillis() > 10;
        }));
  }

  private static List<Case> ofDisks() {
    return List.of(
        new Case(new Fault.DiskLost("athens"), stage -> !stage.answers("athens")),
        new Case(new Fault.DiskFull("athens", 10), stage -> !stage.keeps("athens")),
        new Case(new Fault.SyncFails("athens"), stage -> !stage.keeps("athens")),
        new Case(
            new Fault.SlowDisk("athens", ofMillis(100)),
            stage -> stage.keepingTakes("athens").compareTo(ofMillis(100)) > 0),
        new Case(new Fault.Step("athens", ofSeconds(5)), s -> s.ahead().equals(ofSeconds(5))),
        new Case(new Fault.BitRot("athens"), stage -> {
          stage.cluster.end(stage.cluster.begin(new Fault.Crash("athens", UnsyncedLoss.NONE)));
          stage.cluster.runFor(ofMillis(50));
          return !stage.cluster.isRunning("athens") || stage.log("athens").isEmpty();
        }));
  }
}
