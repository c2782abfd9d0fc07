package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplicationPaperTest {
  private static Log log(long... epochs) {
    Log log = new Log(List.of());
    for (long epoch : epochs) {
      log.add(new Entry(epoch, null));
    }
    return log;
  }

  @Test
  @DisplayName("A mode commits what as many disks hold as it asks for")
  void committed() {
    assertThat(committed(Mode.ASYNC, 9, 3, 1)).isEqualTo(9);
    assertThat(committed(Mode.SEMI_SYNC, 9, 3, 5, 4, 1)).isEqualTo(5);
    assertThat(committed(Mode.QUORUM, 9, 3, 1)).isEqualTo(3);
    assertThat(committed(Mode.QUORUM, 1, 9, 3, 4, 2)).isEqualTo(3);
    assertThat(committed(Mode.SYNC, 9, 3, 1)).isEqualTo(1);
    assertThat(committed(Mode.SYNC, 7)).isEqualTo(7);
  }

  private static long committed(Mode mode, long... positions) {
    Positions all = new Positions();
    for (long position : positions) {
      all.add(position);
    }
    return all.reachedBy(mode.copies(positions.length, 1));
  }

  @Test
  @DisplayName("Any two majorities share a member, also of an even number")
  void majorities() {
    for (int members = 1; members <= 9; members++) {
      assertThat(2 * Mode.QUORUM.copies(members, 1)).isGreaterThan(members);
      assertThat(Mode.QUORUM.copies(members, 1) + new Operator().answersNeeded(members))
          .isGreaterThan(members);
    }
  }

  @Test
  @DisplayName(
      "Two logs that hold an entry of one epoch at one index agree up to there (Raft §5.3)")
  void has() {
    Log log = log(1, 1, 2);
    assertThat(log.has(0, 0)).isTrue();
    assertThat(log.has(3, 2)).isTrue();
    assertThat(log.has(3, 1)).isFalse();
    assertThat(log.has(4, 2)).isFalse();
  }

  @Test
  @DisplayName("A follower that differs goes back by whole epochs, not entry by entry")
  void lastAgreement() {
    assertThat(log(1, 1, 2, 2, 2).lastAgreementBefore(6)).isEqualTo(2);
    assertThat(log(1, 1, 2, 2, 2).lastAgreementBefore(9))
        .as("a gap, no difference")
        .isEqualTo(5);
    assertThat(log(1, 1).lastAgreementBefore(3)).isZero();
    assertThat(log().lastAgreementBefore(5)).isZero();
  }

  @Test
  @DisplayName("A piece of the log is cut where it is asked to be")
  void pieces() {
    Log log = log(1, 1, 2, 3);
    assertThat(log.from(2, 2)).hasSize(2).first().isEqualTo(new Entry(1, null));
    assertThat(log.from(5, 10)).isEmpty();
    log.truncate(2);
    assertThat(log.lastIndex()).isEqualTo(2);
    assertThat(log.lastEpoch()).isEqualTo(1);
  }
}
