package dev.understudy.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiveBackupsScenarioTest {
  private Night night;
  private Night verified;

  @BeforeAll
  void play() {
    night = FiveBackups.asItWas(1);
    verified = FiveBackups.withVerifiedBackups(1);
  }

  private Finding finding(String mechanism) {
    return night.findings().stream()
        .filter(found -> found.mechanism().equals(mechanism))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("A secondary that nobody keeps the journal for is lost when it lags, and then wiped")
  void secondary() {
    Finding found = finding("secondary");
    assertThat(night.secondaryLost())
        .isBetween(Instant.parse("2017-01-31T22:55:00Z"), Instant.parse("2017-01-31T23:05:00Z"));
    assertThat(found.cause()).contains("lagged until the primary had removed wal-");
    assertThat(found.found()).contains("data directory is empty");
    assertThat(found.drillSaid())
        .as("until that night it was a good copy: that is no backup")
        .startsWith("restored");
  }

  @Test
  @DisplayName(
      "A tool of another version dumps nothing, and a mail that is not signed tells nobody")
  void dump() {
    Finding found = finding("daily dump");
    assertThat(found.found()).isEqualTo("the bucket is empty");
    assertThat(found.cause())
        .contains("this tool is of version 9.2 and the database of 9.6")
        .contains("22 mails about it were rejected");
    assertThat(found.drillSaid()).isEqualTo("the bucket is empty");
    assertThat(Duration.between(found.drillAt(), night.removed()))
        .as("a drill would have said so three weeks before")
        .isGreaterThan(Duration.ofDays(21));
  }

  @Test
  @DisplayName("What was never switched on copies nothing")
  void neverSwitchedOn() {
    assertThat(finding("disk snapshots").found()).isEqualTo("there is no snapshot of db1");
    assertThat(finding("disk snapshots").cause()).isEqualTo("enabled for nfs1, and never for db1");
    assertThat(finding("log archive").found()).isEqualTo("there is no archive");
    assertThat(finding("log archive").cause()).contains("never set up");
  }

  @Test
  @DisplayName("What saves the night was made by hand for another purpose, six hours before")
  void savedByChance() {
    assertThat(night.savedBy()).isEqualTo("volume snapshot for staging");
    assertThat(finding(night.savedBy()).cause())
        .contains("once by hand")
        .contains("2017-01-31T17:20:00Z");
    assertThat(night.recovered().time())
        .isBetween(Instant.parse("2017-01-31T17:19:00Z"), Instant.parse("2017-01-31T17:20:00Z"));
    assertThat(night.lostTime()).isBetween(Duration.ofMinutes(370), Duration.ofMinutes(372));
    assertThat(night.outage()).isBetween(Duration.ofHours(17), Duration.ofHours(19));
  }

  @Test
  @DisplayName("Lost is what was acknowledged after the copy was made, and nothing else")
  void lost() {
    assertThat(night.drill().lostKeys()).isEqualTo(night.expectedLost()).hasSize(370);
    assertThat(verified.drill().lostKeys()).isEqualTo(verified.expectedLost());
  }

  @Test
  @DisplayName(
      "With one way that is restored every day, a quarter of an hour is lost and not six hours")
  void verified() {
    assertThat(verified.savedBy()).isEqualTo("log archive");
    assertThat(verified.lostTime()).isLessThan(Duration.ofMinutes(17));
    assertThat(verified.drill().lost()).isBetween(1, 16);
    assertThat(verified.outage()).isBetween(Duration.ofHours(1), Duration.ofHours(3));
  }

  @Test
  @DisplayName(
      "An alarm on the age of the last restore rings after a day, three weeks before the night")
  void alarm() {
    assertThat(verified.alarms())
        .extracting(Alarm::mechanism)
        .containsExactly("daily dump", "disk snapshots");
    assertThat(verified.alarms())
        .extracting(Alarm::at)
        .containsOnly(Instant.parse("2017-01-11T03:00:00Z"));
    assertThat(night.alarms()).isEmpty();
  }

  @Test
  @DisplayName("The findings are a table: a row for each mechanism, a cell for each column")
  void table() {
    List<List<String>> rows = night.rows();
    assertThat(rows.stream().map(row -> row.get(0)).collect(Collectors.toList()))
        .containsExactly(
            "secondary",
            "daily dump",
            "disk snapshots",
            "log archive",
            "volume snapshot for staging");
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(Night.HEADER.size()));
  }

  @Test
  @DisplayName("Another seed is another night with the same moral")
  void anotherSeed() {
    Night other = FiveBackups.asItWas(2);
    assertThat(other.savedBy()).isEqualTo(night.savedBy());
    assertThat(other.drill().lostKeys()).isEqualTo(other.expectedLost());
  }
}
