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
    assertThat(Mode.ASYNC.committed(9L, 3L, 1L)).isEqualTo(9);
    assertThat(Mode.QUORUM.committed(9L, 3L, 1L)).isEqualTo(3);
    assertThat(Mode.QUORUM.committed(1L, 9L, 3L, 4L, 2L)).isEqualTo(3);
    assertThat(Mode.SYNC.committed(9L, 3L, 1L)).isEqualTo(1);
    assertThat(Mode.SYNC.committed(7L)).isEqualTo(7);
  }

  @Test
  @DisplayName("Any two majorities share a member, also of an even number")
  void majorities() {
    for (int members = 1; members <= 9; members++) {
      assertThat(2 * Mode.QUORUM.acknowledgements(members)).isGreaterThan(members);
      assertThat(Mode.QUORUM.acknowledgements(members) + new Operator().answersNeeded(members))
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
