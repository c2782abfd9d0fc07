package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sim.World;
import dev.understudy.storage.UnsyncedLoss;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every journal promises, whatever it writes on. */
abstract class JournalContract {
  record Größe(long meter) {}

  record Weight(long grams) {}

  record КлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлюч(long number) {}

  private World world;
  private Journal journal;

  abstract Journal newJournal();

  @BeforeEach
  void open() {
    world = World.fromSeed(1);
    world.vertx();
    journal = newJournal();
    world.await(journal.open());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Journal.Recovered reopened() {
    world.await(journal.flush());
    journal.crash(UnsyncedLoss.ALL);
    return world.await(journal.open());
  }

  @Test
  @DisplayName("A record of any legal name is there after a restart")
  void anyName() {
    journal.save(new Größe(3));
    journal.append(new Größe(4));
    Journal.Recovered found = reopened();
    assertThat(found.state(Größe.class)).contains(new Größe(3));
    assertThat(found.log(Größe.class)).containsExactly(new Größe(4));
  }

  @Test
  @DisplayName("A name of more than 127 bytes is read as long as it was written")
  void longName() {
    КлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлюч record =
        new КлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлюч(5);
    journal.save(record);
    assertThat(reopened().state(record.getClass()))
        .hasValueSatisfying(found -> assertThat(found).isEqualTo(record));
  }

  @Test
  @DisplayName("An entry is never read as one of another type, though its fields would fit")
  void otherType() {
    journal.append(new Größe(3));
    journal.append(new Weight(4));
    Journal.Recovered found = reopened();
    assertThatThrownBy(() -> found.log(Größe.class))
        .hasMessageStartingWith("the log holds a Weight but is loaded as Größe: append one type");
  }

  @Test
  @DisplayName("An entry that was cut off does not matter any more, whatever its type")
  void cutOff() {
    journal.append(new Größe(3));
    journal.append(new Weight(4));
    journal.truncate(1);
    assertThat(reopened().log(Größe.class)).containsExactly(new Größe(3));
  }

  @Test
  @DisplayName("What was written and not flushed is gone after a crash, also a cut")
  void unflushed() {
    journal.save(new Größe(3));
    journal.append(new Größe(4));
    journal.append(new Größe(5));
    world.await(journal.flush());
    journal.save(new Größe(6));
    journal.truncate(1);
    journal.append(new Größe(7));
    journal.crash(UnsyncedLoss.ALL);
    Journal.Recovered found = world.await(journal.open());
    assertThat(found.state(Größe.class)).contains(new Größe(3));
    assertThat(found.log(Größe.class)).containsExactly(new Größe(4), new Größe(5));
    journal.append(new Größe(8));
    Journal.Recovered later = reopened();
    assertThat(later.state(Größe.class)).contains(new Größe(3));
    assertThat(later.log(Größe.class))
        .as("nor does it come back with the next flush")
        .containsExactly(new Größe(4), new Größe(5), new Größe(8));
  }

  @Test
  @DisplayName("What was found at the start does not change with what is written later")
  void foundStays() {
    journal.append(new Größe(4));
    Journal.Recovered found = reopened();
    journal.append(new Größe(5));
    journal.save(new Größe(6));
    world.await(journal.flush());
    assertThat(found.log(Größe.class)).containsExactly(new Größe(4));
    assertThat(found.state(Größe.class)).isEmpty();
  }

  @Test
  @DisplayName("Of a type that was saved twice, the last record counts")
  void lastState() {
    journal.save(new Größe(3));
    journal.save(new Weight(4));
    journal.save(new Größe(5));
    Journal.Recovered found = reopened();
    assertThat(found.state(Größe.class)).contains(new Größe(5));
    assertThat(found.state(Weight.class)).contains(new Weight(4));
  }
}
