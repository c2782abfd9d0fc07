package dev.understudy.standby;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.fault.Fault;
import dev.understudy.replication.Mode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The stage of a {@link RegionDrill}: three members at home, a standby abroad, backups elsewhere. */
final class RegionStage extends Stage {
  static final List<String> HOME = List.of(LEADER, "byzantium", "cyrene");
  static final String ABROAD = "syracuse";
  static final Duration LEAST_WAY_ABROAD = ms(40);
  static final Duration MOST_WAY_ABROAD = ms(80);

  private final Disaster disaster;
  private final boolean isAbroadInSync;

  RegionStage(Cluster cluster, Disaster disaster, Setting setting, boolean isAbroadInSync) {
    super(cluster, disaster.helper(), setting);
    this.disaster = disaster;
    this.isAbroadInSync = isAbroadInSync;
  }

  @Override
  String setUp() {
    for (String member : HOME) {
      cluster.network().latency(member, ABROAD, LEAST_WAY_ABROAD, MOST_WAY_ABROAD);
      cluster.network().latency(ABROAD, member, LEAST_WAY_ABROAD, MOST_WAY_ABROAD);
    }
    replicas.addAll(HOME);
    replicas.add(ABROAD);
    List<String> members = isAbroadInSync ? replicas : HOME;
    cluster.start(() -> new WatchedReplica(Mode.SYNC), members.toArray(String[]::new));
    if (!isAbroadInSync) {
      cluster.attach(() -> new CalledStandby(setting.decision(), LEADER), ABROAD);
    }
    cluster.join(OPERATOR, new OnCall(Duration.ZERO));
    asked.addAll(replicas);
    spare();
    return switch (disaster) {
      case DISK -> OPERATOR;
      case REGION -> ABROAD;
      case EVERYTHING -> SPARE;
    };
  }

  @Override
  Fault failure() {
    return switch (disaster) {
      case DISK -> new Fault.DiskLost(LEADER);
      case REGION -> new Fault.RegionLoss(HOME, true);
      case EVERYTHING ->
        new Fault.RegionLoss(Stream.concat(HOME.stream(), Stream.of(ABROAD)).toList(), true);
    };
  }

  @Override
  List<String> backedUp() {
    return HOME;
  }

  @Override
  String behind() {
    return isAbroadInSync ? "" : ABROAD;
  }

  @Override
  long cameBack() {
    return switch (disaster) {
      case DISK -> ledFrom();
      case REGION -> ledFrom(ABROAD);
      case EVERYTHING -> lastBackup().index();
    };
  }
}
