package dev.understudy.replication.standby;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Entry;
import dev.understudy.replication.Mode;
import dev.understudy.replication.Replica;
import dev.understudy.replication.standby.StandbyMessage.Fed;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Refused;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import dev.understudy.replication.standby.StandbyMessage.Unsubscribe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One sentence, one handler: somebody above or below who only says what it is told. */
class TreePaperTest {
  private static final Entry FIRST = new Entry(1, null);
  private static final Entry SECOND = new Entry(1, null);
  private static final Label FRESH = new Label(1, 0, 1000, 0);

  private final Cluster cluster = Cluster.simulated(1);
  private final ScriptedStandby delphi = new ScriptedStandby();

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Delphi says it, and hears so much within so many milliseconds. */
  private List<Record> tell(String to, Record message, int millis) {
    int before = delphi.state().heard().size();
    cluster.await(delphi.say(to, message));
    cluster.runFor(Duration.ofMillis(millis));
    List<Record> heard = delphi.state().heard();
    return heard.subList(before, heard.size());
  }

  private List<Record> tell(String to, Record message) {
    return tell(to, message, 10);
  }

  private void belowAMember() {
    cluster.start(() -> new Replica(Mode.ASYNC), "athens");
    cluster.attach(() -> delphi, "delphi");
    cluster.runFor(Duration.ofMillis(100));
  }

  /** For some time ephesus asks nobody else. */
  private void aboveAStandby() {
    cluster.start(() -> new Replica(Mode.ASYNC), "athens");
    cluster.attach(() -> delphi, "delphi");
    cluster.attach(() -> new Standby("delphi"), "ephesus");
    cluster.runFor(Duration.ofMillis(10));
  }

  private Standby.State ephesus() {
    return cluster.state("ephesus", Standby.State.class);
  }

  @Test
  @DisplayName("Who subscribes is fed with what comes behind its own position")
  void fedFromItsPosition() {
    belowAMember();
    assertThat(tell("athens", new Subscribe(Label.NONE, 0, 0)))
        .contains(new Feed(new Label(1, 0, 1, 0), 1, 0, 0, List.of(FIRST)));
    assertThat(tell("athens", new Subscribe(Label.NONE, 1, 1)))
        .contains(new Feed(new Label(1, 0, 1, 0), 1, 1, 1, List.of()));
  }

  @Test
  @DisplayName("Who goes by a label that is as good is refused (R7)")
  void asGood() {
    belowAMember();
    assertThat(tell("athens", new Subscribe(FRESH, 0, 0)))
        .containsExactly(new Refused(new Label(1, 0, 1, 0)));
    assertThat(tell("athens", new Subscribe(new Label(2, 0, 0, 7), 0, 0)))
        .as("of a later epoch")
        .hasOnlyElementsOfType(Refused.class);
  }

  @Test
  @DisplayName("Who is further ahead is refused, in the same epoch or in a later one (R7)")
  void furtherAhead() {
    belowAMember();
    assertThat(tell("athens", new Subscribe(Label.NONE, 2, 1)))
        .containsExactly(new Refused(new Label(1, 0, 1, 0)));
    assertThat(tell("athens", new Subscribe(Label.NONE, 1, 2)))
        .hasOnlyElementsOfType(Refused.class);
  }

  @Test
  @DisplayName("Who says nothing for a second is forgotten, and told so when it speaks again")
  void silent() {
    belowAMember();
    assertThat(tell("athens", new Subscribe(Label.NONE, 1, 1), 1000)).hasSizeGreaterThan(15);
    cluster.runFor(Duration.ofSeconds(1));
    assertThat(tell("athens", new Fed(1), 200)).hasSize(1).hasOnlyElementsOfType(Refused.class);
  }

  @Test
  @DisplayName("A follower asks the leader for its label, and feeds nobody before it knows it")
  void followerAsks() {
    cluster.start(() -> new Replica(Mode.QUORUM), "athens", "byzantium", "cyrene");
    cluster.attach(() -> delphi, "delphi");
    cluster.runFor(Duration.ofMillis(100));
    cluster.cut("athens", "byzantium");
    assertThat(tell("byzantium", new Subscribe(Label.NONE, 0, 0), 100)).isEmpty();
    cluster.mend("athens", "byzantium");
    cluster.runFor(Duration.ofMillis(100));
    assertThat(tell("byzantium", new Subscribe(Label.NONE, 0, 0)))
        .anyMatch(said -> said instanceof Feed feed && feed.label().depth() == 1);
    assertThat(cluster.trace().text()).contains("byzantium   -> athens").contains("LabelWanted");
  }

  @Test
  @DisplayName("A feed that fits is taken, and acknowledged when it is flushed")
  void taken() {
    aboveAStandby();
    assertThat(tell("ephesus", new Feed(FRESH, 2, 0, 0, List.of(FIRST, SECOND))))
        .contains(new Fed(2));
    assertThat(ephesus().log()).containsExactly(FIRST, SECOND);
    assertThat(ephesus().upstream()).isEqualTo("delphi");
    assertThat(ephesus().label()).isEqualTo(FRESH.deeper());
  }

  @Test
  @DisplayName("A feed that leaves a gap is not taken: the standby says again where it stands (R4)")
  void gap() {
    aboveAStandby();
    assertThat(tell("ephesus", new Feed(FRESH, 9, 5, 1, List.of(FIRST))))
        .contains(new Subscribe(FRESH.deeper(), 0, 0));
    assertThat(ephesus().log()).isEmpty();
  }

  @Test
  @DisplayName("A feed of an earlier beat, or of an earlier epoch, changes nothing (R5)")
  void earlier() {
    aboveAStandby();
    Label second = new Label(2, 5, 0, 0);
    tell("ephesus", new Feed(second, 1, 0, 0, List.of(FIRST)));
    assertThat(tell("ephesus", new Feed(FRESH, 2, 1, 1, List.of(SECOND))))
        .doesNotContain(new Fed(2));
    assertThat(ephesus().log()).containsExactly(FIRST);
    assertThat(ephesus().label()).isEqualTo(second.deeper());
  }

  @Test
  @DisplayName("Who feeds without having been asked is told to stop")
  void unasked() {
    cluster.start(() -> new Replica(Mode.ASYNC), "athens");
    cluster.attach(() -> delphi, "delphi");
    cluster.attach(() -> new Standby("athens"), "ephesus");
    cluster.runFor(Duration.ofMillis(100));
    assertThat(tell("ephesus", new Feed(FRESH, 1, 0, 0, List.of(FIRST))))
        .containsExactly(new Unsubscribe());
    assertThat(ephesus().upstream()).isEqualTo("athens");
  }

  @Test
  @DisplayName("After a restart it goes by a label that is no worse than what it told others (R7)")
  void remembers() {
    aboveAStandby();
    tell("ephesus", new Feed(FRESH, 1, 0, 0, List.of(FIRST)));
    assertThat(tell("ephesus", new Subscribe(Label.NONE, 0, 0)))
        .as("whom it feeds goes by a worse one")
        .anyMatch(said -> said instanceof Feed feed && feed.label().equals(FRESH.deeper()));
    cluster.crash("ephesus");
    cluster.restart("ephesus");
    assertThat(ephesus().bound().isBetterThan(FRESH.deeper())).isTrue();
    assertThat(ephesus().label().isKnown()).isFalse();
    int before = delphi.state().heard().size();
    cluster.runFor(Duration.ofMillis(20));
    assertThat(delphi.state().heard().subList(before, delphi.state().heard().size()))
        .contains(new Subscribe(ephesus().bound(), 1, 1));
  }

  @Test
  @DisplayName("Labels: a later epoch, life or beat is fresher; of one beat the nearer is better")
  void labels() {
    List<Label> fromTheWorst = List.of(
        Label.NONE,
        new Label(1, 0, 7, 3),
        new Label(1, 0, 7, 2),
        new Label(1, 0, 8, 9),
        new Label(1, 4, 0, 9),
        new Label(2, 0, 0, 9));
    for (int i = 0; i < fromTheWorst.size(); i++) {
      for (int j = 0; j < fromTheWorst.size(); j++) {
        assertThat(fromTheWorst.get(i).isBetterThan(fromTheWorst.get(j))).isEqualTo(i > j);
      }
    }
    assertThat(FRESH.isBetterThan(FRESH.deeper())).isTrue();
    assertThat(FRESH.deeper().isFresherThan(FRESH)).isFalse();
  }
}
