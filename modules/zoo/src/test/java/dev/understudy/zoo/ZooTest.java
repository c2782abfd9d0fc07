package dev.understudy.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.chaos.ChaosRun;
import dev.understudy.chaos.Failure;
import dev.understudy.chaos.Schedule;
import dev.understudy.chaos.ScheduleFile;
import dev.understudy.chaos.Step;
import dev.understudy.chaos.Subject;
import dev.understudy.chaos.Swarm;
import dev.understudy.sim.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Execution(ExecutionMode.CONCURRENT)
class ZooTest {
  /** One search each; the command line makes nine. */
  private static final Hunt ONE_SEARCH = new Hunt(1, 500);

  static Stream<Arguments> exhibits() {
    return Zoo.all().stream()
        .map(exhibit -> Arguments.of(exhibit.number() + " " + exhibit.twin(), exhibit));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exhibits")
  @DisplayName("M5 M6 A twin breaks its promise, the sound one none, and its run shrinks to a file")
  void caught(String name, Exhibit exhibit) {
    Quarry quarry = ONE_SEARCH.of(exhibit);
    assertThat(quarry.isCaught()).as("%s: %s", name, quarry.why()).isTrue();
    Failure failure = quarry.finding().orElseThrow().failure();
    Schedule read = new ScheduleFile().read(failure.file(), Zoo::broken);
    assertThat(read).isEqualTo(failure.schedule());
    assertThat(ChaosRun.of(exhibit.broken(), read).violation())
        .hasValueSatisfying(again -> assertThat(again.invariant()).isEqualTo(exhibit.invariant()));
    assertThat(quarry.steps()).isLessThanOrEqualTo(25);
  }

  @Test
  @DisplayName("M4 A canary that fails every hundredth seed is reported with just these seeds")
  void canary() {
    assertThat(Canary.planted())
        .isEqualTo(List.of(100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L, 1000L));
    assertThat(Canary.reported()).isEqualTo(Canary.planted());
  }

  @Test
  @DisplayName("What may happen to a subject is told in plain words, never as a record of Java")
  void words() {
    List<Subject> subjects = Stream.concat(
            Zoo.sound().stream(), Zoo.all().stream().map(Exhibit::broken))
        .toList();
    for (Subject subject : subjects) {
      RandomStream random = new RandomStream(1, "acts");
      for (int i = 0; i < 500; i++) {
        Record act = subject.drawAct(random);
        assertThat(subject.words(act))
            .as("%s: %s", subject.name(), act)
            .matches("[a-z0-9](.*[^.])?")
            .doesNotContainPattern("[\\[\\]=A-Z]|null|  ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "journal | {'Append':{'bytes':1}} | a record of 1 byte is written",
        "journal | {'Crash':{'loss':'TORN','powerCutAfter':1,'chance':7}} | the power goes and comes"
            + " back, some of what was not synced is lost or torn; it goes again after 1 sync of the"
            + " recovery",
        "journal | {'Crash':{'loss':'ALL','powerCutAfter':-1,'chance':0}} | the power goes and comes"
            + " back, all that was not synced is lost",
        "store | {'Ask':{'client':2,'key':3,'before':-1}} | client 2 appends to key 3",
        "store | {'Ask':{'client':2,'key':3,'before':0}} | client 2 asks again what it asked last",
        "store | {'Full':{'bytesLeft':20}} | the disk has room for 20 more bytes",
        "backup | {'BackUp':{'kind':'FULL','meanwhile':0}} | a backup is made, full",
        "backup | {'Prune':{'keep':1,'powerCutAt':3,'loss':'NONE','chance':0}} | old backups are"
            + " deleted, 1 full kept; the power of the target goes at change 3, nothing is lost",
      })
  @DisplayName("The words of an act of a disk say all that the file says")
  void wordsOfDisks(String name, String act, String words) {
    Subject subject =
        Zoo.sound().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    String file =
        new ScheduleFile()
                .write(subject, Swarm.draw(subject, 1))
                .lines()
                .findFirst()
                .get() + "\n{\"at\":\"PT0S\",\"act\":" + act.replace('\'', '"') + "}";
    Schedule read = new ScheduleFile().read(file, any -> Optional.of(subject));
    assertThat(subject.words(((Step.Act) read.steps().get(0)).act())).isEqualTo(words);
  }

  @Test
  @DisplayName("Each twin has a number of its own, words, and a subject that a file can name")
  void entries() {
    List<Exhibit> all = Zoo.all();
    assertThat(all).hasSize(76);
    assertThat(all.stream().map(Exhibit::number)).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(exhibit -> {
      assertThat(exhibit.number()).matches("Z\\d+(\\.\\d)?|[a-z]+-\\d+");
      assertThat(exhibit.variant()).isNotBlank();
      assertThat(Zoo.broken(exhibit.broken().name())).isPresent();
      assertThat(exhibit.broken().acts()).isEqualTo(exhibit.sound().acts());
    });
    assertThat(Zoo.broken("journal")).isEmpty();
  }
}
