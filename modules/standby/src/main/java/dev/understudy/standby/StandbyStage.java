package dev.understudy.standby;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.replication.Mode;
import java.time.Duration;
import java.util.List;

/** The stage of a {@link StandbyDrill}: the leader's machine is destroyed, and one standby is there. */
class StandbyStage extends Stage {
  private static final String STANDBY = "byzantium";
  private static final String VOTER = "cyrene";

  StandbyStage(Cluster cluster, StandbyKind kind, Setting setting) {
    super(cluster, kind, setting);
  }

  @Override
  String setUp() {
    replicas.add(LEADER);
    return switch (kind) {
      case HOT -> {
        replicas.addAll(List.of(STANDBY, VOTER));
        cluster.start(() -> new WatchedReplica(modeWhenHot()), replicas.toArray(String[]::new));
        cluster.join(OPERATOR, new OnCall(Duration.ZERO));
        asked.addAll(replicas);
        yield OPERATOR;
      }
      case WARM -> {
        replicas.add(STANDBY);
        cluster.network().latency(LEADER, STANDBY, ms(5), ms(25));
        cluster.network().latency(STANDBY, LEADER, ms(5), ms(25));
        cluster.start(() -> new WatchedReplica(Mode.ASYNC), LEADER);
        cluster.attach(() -> new CalledStandby(setting.decision(), LEADER), STANDBY);
        asked.addAll(replicas);
        yield STANDBY;
      }
      case COLD -> {
        cluster.start(() -> new WatchedReplica(Mode.ASYNC), LEADER);
        asked.add(LEADER);
        spare();
        yield SPARE;
      }
    };
  }

  /** By which mode a hot standby is one. */
  Mode modeWhenHot() {
    return Mode.SYNC;
  }

  @Override
  Fault failure() {
    return new Fault.DiskLost(LEADER);
  }

  @Override
  List<String> backedUp() {
    return kind == StandbyKind.COLD ? List.of(LEADER) : List.of();
  }

  @Override
  String behind() {
    return kind == StandbyKind.WARM ? STANDBY : "";
  }

  @Override
  long cameBack() {
    return switch (kind) {
      case HOT -> ledFrom();
      case WARM -> ledFrom(STANDBY);
      case COLD -> lastBackup().index();
    };
  }
}
