package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sim.RandomStream;
import dev.understudy.sim.World;
import dev.understudy.storage.SimulatedDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WalJournalTest {
  record Größe(long meter) {}

  record Weight(long grams) {}

  record КлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлюч(long number) {}

  private final SimulatedDisk disk = new SimulatedDisk(new RandomStream(1, "disk"));
  private World world;
  private WalJournal journal;

  @BeforeEach
  void open() {
    world = World.fromSeed(1);
    world.vertx();
    journal = new WalJournal(disk, new RecordCodec(), disk::crash);
    world.await(journal.open());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Journal.Recovered reopened() {
    world.await(journal.flush());
    journal.crash();
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
}
