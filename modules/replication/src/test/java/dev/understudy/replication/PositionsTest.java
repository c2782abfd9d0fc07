package dev.understudy.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.replication.Durability.Point;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a leader counts: copies, and how long somebody has been without something. */
class PositionsTest {
  private static final List<String> ALL = List.of("a", "b", "c", "d", "e");

  /** Follower b has flushed 10 of 50 entries, c 20, d 30 and e 40; a leads. */
  private static long reached(Mode mode, Mode ruling, List<String> members) {
    Followers followers = new Followers(ALL.subList(1, 5), 51, 0);
    long position = 0;
    for (Follower follower : followers) {
      position += 10;
      follower.hasFlushed(position);
    }
    Configuration configuration = new Configuration(1, 0, ruling, members);
    return new Copies(followers, new Rules(), 1).reached(mode, Point.FLUSHED, configuration, 50);
  }

  @Test
  @DisplayName("Where everybody may lead, each mode counts everybody")
  void everybody() {
    assertThat(reached(Mode.ASYNC, Mode.QUORUM, ALL)).isEqualTo(50);
    assertThat(reached(Mode.SEMI_SYNC, Mode.QUORUM, ALL)).isEqualTo(40);
    assertThat(reached(Mode.QUORUM, Mode.ASYNC, ALL)).isEqualTo(30);
    assertThat(reached(Mode.SYNC, Mode.QUORUM, ALL)).isEqualTo(10);
  }

  @Test
  @DisplayName("Where those in sync alone may lead, a quorum is safe only with all of them")
  void inSync() {
    assertThat(reached(Mode.SYNC, Mode.SYNC, List.of("a", "e"))).isEqualTo(40);
    assertThat(reached(Mode.QUORUM, Mode.SYNC, List.of("a", "e"))).isEqualTo(30);
    assertThat(reached(Mode.QUORUM, Mode.SYNC, List.of("a", "b", "e"))).isEqualTo(10);
    assertThat(reached(Mode.SEMI_SYNC, Mode.SYNC, List.of("a", "b"))).isEqualTo(10);
    assertThat(reached(Mode.SEMI_SYNC, Mode.SYNC, List.of("a")))
        .as("nobody in sync could have it")
        .isZero();
  }

  @Test
  @DisplayName("How long somebody is behind is told a little too long, and never too short")
  void lag() {
    Lag lag = new Lag();
    lag.mark(0, Duration.ofSeconds(1));
    lag.mark(0, Duration.ofSeconds(2)); // nothing came: the next entry is younger than this
    lag.mark(10, Duration.ofSeconds(3));
    lag.mark(20, Duration.ofSeconds(4));
    Duration now = Duration.ofSeconds(5);
    assertThat(lag.behind(20, 20, now)).isZero();
    assertThat(lag.behind(19, 20, now)).isEqualTo(Duration.ofSeconds(2));
    assertThat(lag.behind(10, 20, now)).isEqualTo(Duration.ofSeconds(2));
    assertThat(lag.behind(9, 20, now)).isEqualTo(Duration.ofSeconds(3));
    assertThat(lag.behind(20, 25, now)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName(
      "Who stays away for a day is measured as well, with no more memory, only more coarsely")
  void lagOfADay() {
    Lag lag = new Lag();
    long day = Duration.ofDays(1).toSeconds();
    for (long second = 0; second <= day; second++) {
      lag.mark(second, Duration.ofSeconds(second));
    }
    Duration now = Duration.ofSeconds(day);
    for (long position = 0; position < day; position += 997) {
      assertThat(lag.behind(position, day, now).toSeconds())
          .isBetween(day - position - 1, (day - position) * 5 / 4 + 2);
    }
  }
}
