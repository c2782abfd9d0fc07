package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Configure;
import dev.understudy.replication.ReplicationMessage.Configured;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.ReplicationMessage.Missing;
import dev.understudy.replication.ReplicationMessage.Promote;
import dev.understudy.replication.ReplicationMessage.Promoted;
import dev.understudy.replication.ReplicationMessage.Standing;
import dev.understudy.replication.ReplicationMessage.Superseded;
import dev.understudy.replication.ReplicationMessage.Survey;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One sentence, one handler: a single replica among members that only say what they are told. */
class ReplicaPaperTest {
  private static final Entry FIRST = new Entry(1, null);
  private static final Configuration BOTH =
      new Configuration(1, 0, Mode.QUORUM, List.of("athens", "byzantium"));

  private final Cluster cluster = Cluster.simulated(1);
  private final Scripted athens = new Scripted(); // leads epoch 1, being the first by name

  @AfterEach
  void close() {
    cluster.close();
  }

  private void follower() {
    follower(Mode.QUORUM);
  }

  private void follower(Mode mode) {
    cluster.start(() -> athens, "athens");
    cluster.start(() -> new Replica(mode), "byzantium");
  }

  /** Says it to byzantium and returns what byzantium answers. */
  private List<Record> tell(Record message) {
    int before = athens.state().heard().size();
    cluster.await(athens.say("byzantium", message));
    cluster.runFor(Duration.ofMillis(20));
    List<Record> heard = athens.state().heard();
    return heard.subList(before, heard.size());
  }

  private Replica.State byzantium() {
    return cluster.state("byzantium", Replica.State.class);
  }

  @Test
  @DisplayName("Entries that fit are put behind the others, and acknowledged when they are flushed")
  void append() {
    follower();
    assertThat(tell(new Append(1, 0, 0, List.of(FIRST), 0))).containsExactly(new Flushed(1, 1, 0));
    assertThat(byzantium().log()).containsExactly(FIRST);
    assertThat(byzantium().committed()).isZero();
    assertThat(tell(new Append(1, 1, 1, List.of(), 1))).containsExactly(new Flushed(1, 1, 1));
    assertThat(byzantium().committed()).isEqualTo(1);
  }

  @Test
  @DisplayName("The same entries once more change nothing (R6)")
  void appendTwice() {
    follower();
    tell(new Append(1, 0, 0, List.of(FIRST), 0));
    assertThat(tell(new Append(1, 0, 0, List.of(FIRST), 0))).containsExactly(new Flushed(1, 1));
    assertThat(byzantium().log()).containsExactly(FIRST);
  }

  @Test
  @DisplayName("Entries that leave a gap are refused with the place where to go on (R4)")
  void gap() {
    follower();
    assertThat(tell(new Append(1, 5, 1, List.of(FIRST), 0))).containsExactly(new Missing(1, 0));
    assertThat(byzantium().log()).isEmpty();
  }

  @Test
  @DisplayName("A leader of an earlier epoch is not obeyed, and told so (R5)")
  void earlierEpoch() {
    follower();
    tell(new Survey(3));
    assertThat(tell(new Append(2, 0, 0, List.of(FIRST), 0))).containsExactly(new Superseded(3));
    assertThat(byzantium().log()).isEmpty();
  }

  @Test
  @DisplayName("What a later leader does not have is cut, by epoch (R5)")
  void cut() {
    follower();
    tell(new Append(1, 0, 0, List.of(FIRST, new Entry(1, null), new Entry(1, null)), 1));
    Entry later = new Entry(2, null);
    assertThat(tell(new Append(2, 1, 1, List.of(later), 1))).containsExactly(new Flushed(2, 2, 1));
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(byzantium().log()).as("also on the disk").containsExactly(FIRST, later);
  }

  @Test
  @DisplayName("An epoch is promised once, and the promise survives a crash (O1)")
  void promise() {
    follower();
    assertThat(tell(new Survey(3))).containsExactly(new Standing(true, 3, 0, 0, BOTH));
    assertThat(tell(new Survey(3))).containsExactly(new Standing(false, 3, 0, 0, BOTH));
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(tell(new Survey(3))).containsExactly(new Standing(false, 3, 0, 0, BOTH));
    assertThat(tell(new Append(2, 0, 0, List.of(FIRST), 0))).containsExactly(new Superseded(3));
  }

  @Test
  @DisplayName("Only who promised an epoch leads it, and goes on leading it after a crash")
  void promote() {
    follower();
    assertThat(tell(new Promote(new Configuration(3, 0, Mode.QUORUM, List.of("byzantium")))))
        .isEmpty();
    tell(new Survey(3));
    assertThat(tell(new Promote(new Configuration(2, 0, Mode.QUORUM, List.of("byzantium")))))
        .isEmpty();
    assertThat(tell(new Promote(new Configuration(3, 0, Mode.QUORUM, List.of("byzantium")))))
        .contains(new Promoted(3));
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(byzantium().role()).isEqualTo("leader");
    assertThat(byzantium().epoch()).isEqualTo(3);
  }

  @Test
  @DisplayName("What a follower flushed or missed in another epoch counts nothing now")
  void otherEpoch() {
    follower();
    tell(new Survey(3));
    tell(new Promote(new Configuration(3, 0, Mode.QUORUM, List.of("byzantium"))));
    tell(new Configured(3, 0));
    tell(new Flushed(2, 1));
    assertThat(byzantium().committed()).isZero();
    assertThat(tell(new Missing(2, 0)))
        .noneMatch(said -> said instanceof Append append && !append.entries().isEmpty());
    assertThat(tell(new Missing(3, 0)))
        .anyMatch(said -> said instanceof Append append && !append.entries().isEmpty());
    tell(new Flushed(3, 1));
    assertThat(byzantium().committed()).isEqualTo(1);
  }

  @Test
  @DisplayName("An in-sync set is saved before it is answered, and an earlier one changes nothing")
  void inSync() {
    follower(Mode.SYNC);
    Configuration later = new Configuration(2, 1, Mode.SYNC, List.of("athens"));
    assertThat(tell(new Configure(later))).containsExactly(new Configured(2, 1));
    assertThat(
            tell(new Configure(new Configuration(2, 0, Mode.SYNC, List.of("athens", "byzantium")))))
        .containsExactly(new Configured(2, 0));
    assertThat(byzantium().configuration()).isEqualTo(later);
    cluster.crash("byzantium");
    cluster.restart("byzantium");
    assertThat(byzantium().configuration()).as("also on the disk").isEqualTo(later);
    assertThat(tell(new Configure(BOTH))).containsExactly(new Superseded(2));
  }

  /** Byzantium leads epoch 3, and athens is not in sync. */
  private List<Record> alone() {
    follower(Mode.SYNC);
    tell(new Survey(3));
    return tell(new Promote(new Configuration(3, 0, Mode.SYNC, List.of("byzantium"))));
  }

  @Test
  @DisplayName("Nothing is acknowledged without a member before a majority knows of it (R1)")
  void majorityKnows() {
    Configuration set = new Configuration(3, 0, Mode.SYNC, List.of("byzantium"));
    assertThat(alone()).contains(new Configure(set));
    assertThat(byzantium().committed()).isZero();
    tell(new Configured(2, 0));
    assertThat(byzantium().committed()).as("of another epoch").isZero();
    tell(new Configured(3, 0));
    assertThat(byzantium().committed()).isEqualTo(1);
  }

  @Test
  @DisplayName("Who has caught up is in sync again, and is then waited for")
  void caughtUp() {
    alone();
    tell(new Configured(3, 0));
    tell(new Request("bob", 1, new Command.Put("toy", "here")));
    assertThat(byzantium().committed()).as("alone").isEqualTo(2);
    assertThat(tell(new Flushed(3, 1)))
        .as("behind what is acknowledged")
        .noneMatch(Configure.class::isInstance);
    Configuration both = new Configuration(3, 1, Mode.SYNC, List.of("athens", "byzantium"));
    assertThat(tell(new Flushed(3, 2))).contains(new Configure(both));
    tell(new Request("bob", 2, new Command.Put("toy", "there")));
    assertThat(byzantium().committed()).as("not without athens").isEqualTo(2);
    tell(new Flushed(3, 3));
    assertThat(byzantium().committed()).isEqualTo(3);
  }
}
