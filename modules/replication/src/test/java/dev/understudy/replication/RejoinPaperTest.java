package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.ReplicationMessage.Admit;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.CatchingUp;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Introduce;
import dev.understudy.replication.ReplicationMessage.Introduced;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Viewstamped Replication asks of who recovers without a disk, sentence by sentence. */
class RejoinPaperTest {
  private static final Entry FIRST = new Entry(4, null);
  private static final Configuration ALL =
      new Configuration(4, 0, Mode.QUORUM, List.of("athens", "byzantium", "cyrene"));

  private final Cluster cluster = Cluster.simulated(1);
  private final Scripted athens = new Scripted();
  private final Scripted cyrene = new Scripted();

  @AfterEach
  void close() {
    cluster.close();
  }

  private void start() {
    cluster.start(() -> athens, "athens");
    cluster.start(() -> new Replica(Mode.QUORUM), "byzantium");
    cluster.start(() -> cyrene, "cyrene");
    cluster.crash("byzantium"); // it knows only who was there when it started
    cluster.restart("byzantium");
  }

  private void loseDisk() {
    cluster.crash("byzantium");
    cluster.loseDisk("byzantium");
    cluster.restart("byzantium");
    cluster.runFor(Duration.ofMillis(20));
  }

  /** Says it to byzantium and returns what byzantium answers. */
  private List<Record> tell(Scripted who, Record message) {
    int before = who.state().heard().size();
    cluster.await(who.say("byzantium", message));
    cluster.runFor(Duration.ofMillis(20));
    List<Record> heard = who.state().heard();
    return heard.subList(before, heard.size()).stream()
        .filter(record -> !(record instanceof Introduce))
        .toList();
  }

  private Replica.State byzantium() {
    return cluster.state("byzantium", Replica.State.class);
  }

  private static Introduced obeys(long to, long epoch) {
    return new Introduced(to, Disks.FIRST, epoch, ALL);
  }

  private static Disks disks(long own, boolean joined, Map<String, Long> others) {
    SortedMap<String, Long> sorted = new TreeMap<>(others);
    return new Disks(own, joined, sorted);
  }

  @Test
  @DisplayName("A recovering replica asks all others, and takes no part until f + 1 have answered")
  void asksAll() {
    start();
    loseDisk();
    assertThat(athens.state().heard()).contains(new Introduce(2));
    assertThat(cyrene.state().heard()).contains(new Introduce(2));
    assertThat(tell(athens, obeys(2, 3))).isEmpty();
    assertThat(tell(athens, new Append(3, 0, 0, List.of(FIRST), 0)))
        .as("obeys nobody")
        .isEmpty();
    assertThat(tell(athens, new Configure(ALL))).isEmpty();
    assertThat(tell(athens, new Survey(9)))
        .containsExactly(
            new Standing(false, 0, 0, 0, Configuration.NONE, disks(2, false, Map.of())));
    assertThat(tell(cyrene, obeys(2, 4))).isEmpty();
    assertThat(byzantium().epoch()).as("the latest of them").isEqualTo(4);
    assertThat(tell(athens, new Append(3, 0, 0, List.of(FIRST), 0)))
        .containsExactly(new Superseded(4));
    assertThat(byzantium().configuration()).isEqualTo(ALL);
  }

  @Test
  @DisplayName("It follows then, and is not counted, promises nothing and leads nothing")
  void notCounted() {
    start();
    loseDisk();
    tell(athens, obeys(2, 4));
    tell(cyrene, obeys(2, 4));
    assertThat(tell(athens, new Promote(ALL)))
        .as("as what it may have promised")
        .isEmpty();
    assertThat(tell(athens, new Append(4, 0, 0, List.of(FIRST), 0)))
        .containsExactly(new CatchingUp(4, 1, 2));
    assertThat(tell(athens, new Survey(9)))
        .containsExactly(new Standing(false, 4, 4, 1, ALL, disks(2, false, Map.of())));
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(tell(athens, new Append(4, 1, 4, List.of(), 1)))
        .as("also after a crash")
        .containsExactly(new CatchingUp(4, 1, 2));
  }

  @Test
  @DisplayName("When its leader says so it is a member, for good, on this disk and no other")
  void admitted() {
    start();
    loseDisk();
    tell(athens, obeys(2, 4));
    tell(cyrene, obeys(2, 4));
    tell(athens, new Append(4, 0, 0, List.of(FIRST), 0));
    tell(athens, new Admit(4, 1));
    tell(athens, new Admit(3, 2));
    assertThat(byzantium().isMember()).as("by what was said to others").isFalse();
    tell(athens, new Admit(4, 2));
    assertThat(byzantium().isMember()).isTrue();
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(tell(athens, new Append(4, 1, 4, List.of(), 1)))
        .containsExactly(new Flushed(4, 1, 1, 2));
    assertThat(tell(athens, new Survey(9)))
        .containsExactly(new Standing(true, 9, 4, 1, ALL, disks(2, true, Map.of())));
    loseDisk();
    tell(athens, new Admit(9, 2));
    assertThat(byzantium().isMember()).as("on its third disk").isFalse();
  }

  @Test
  @DisplayName(
      "An answer that was meant for an earlier disk counts nothing, nor does one from a disk"
          + " that is lost by now, nor from who joins anew too")
  void oldAnswers() {
    start();
    loseDisk();
    loseDisk();
    tell(athens, obeys(2, 3));
    tell(cyrene, obeys(2, 3));
    assertThat(byzantium().epoch()).isZero();
    tell(cyrene, obeys(3, 3));
    tell(athens, new Introduced(3, disks(1, true, Map.of("cyrene", 2L)), 4, ALL));
    assertThat(byzantium().epoch())
        .as("cyrene answered from a disk that is lost")
        .isZero();
    tell(cyrene, new Introduced(3, disks(2, false, Map.of()), 0, Configuration.NONE));
    assertThat(byzantium().epoch()).as("cyrene has lost its disk too").isZero();
    tell(cyrene, new Introduced(3, disks(2, true, Map.of()), 5, ALL));
    assertThat(byzantium().epoch()).isEqualTo(5);
    assertThat(byzantium().disks().others()).as("and is remembered").containsEntry("cyrene", 2L);
  }

  @Test
  @DisplayName(
      "A leader that hears of a new disk counts no more on the old one, whenever that spoke")
  void leader() {
    start();
    tell(athens, new Survey(4));
    assertThat(tell(athens, new Promote(ALL))).contains(new Promoted(4));
    tell(athens, new Configured(4, 0));
    assertThat(byzantium().committed()).isZero();
    Disks knows = disks(1, true, Map.of("cyrene", 2L));
    assertThat(tell(cyrene, new Introduce(2))).contains(new Introduced(2, knows, 4, ALL));
    tell(cyrene, new Flushed(4, 1, 0, 1));
    assertThat(byzantium().committed()).as("said by the lost disk").isZero();
    assertThat(tell(cyrene, new CatchingUp(4, 0, 2))).doesNotContain(new Admit(4, 2));
    assertThat(tell(cyrene, new CatchingUp(4, 1, 2))).contains(new Admit(4, 2));
    assertThat(byzantium().committed()).as("it is not counted yet").isZero();
    tell(cyrene, new Flushed(4, 1, 0, 2));
    assertThat(byzantium().committed()).isEqualTo(1);
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(tell(athens, new Survey(9)))
        .as("what it knows of disks is durable")
        .contains(new Standing(true, 9, 4, 2, ALL, knows));
  }
}
