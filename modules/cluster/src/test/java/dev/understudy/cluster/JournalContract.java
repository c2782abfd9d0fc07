package dev.understudy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sim.World;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every journal promises, whatever it writes on. */
abstract class JournalContract {
  record Größe(long meter) {}

  record Weight(long grams) {}

  record КлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлючКлюч(long number) {}

  private static final RecordCodec CODEC = new RecordCodec();

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

  @Test
  @DisplayName("A snapshot stands for the front of the log; the entries behind keep their indexes")
  void compacted() {
    journal.save(new Größe(3));
    for (long n = 1; n <= 5; n++) {
      journal.append(new Größe(n));
    }
    Future<Void> durable = journal.compact(3, List.of(new Weight(6), new Weight(0)));
    world.await(journal.flush());
    world.await(durable);
    journal.truncate(4);
    Journal.Recovered found = reopened();
    assertThat(found.start()).isEqualTo(3);
    assertThat(found.snapshot(Weight.class)).containsExactly(new Weight(6), new Weight(0));
    assertThat(found.log(Größe.class)).containsExactly(new Größe(4));
    assertThat(found.state(Größe.class)).contains(new Größe(3));
  }

  @Test
  @DisplayName("A log that is replaced begins behind the snapshot, and what was saved stays")
  void replaced() {
    journal.save(new Größe(3));
    journal.append(new Größe(1));
    journal.replace(10, List.of(new Weight(55)));
    journal.append(new Größe(11));
    Journal.Recovered found = reopened();
    assertThat(found.start()).isEqualTo(10);
    assertThat(found.snapshot(Weight.class)).containsExactly(new Weight(55));
    assertThat(found.log(Größe.class)).containsExactly(new Größe(11));
    assertThat(found.state(Größe.class)).contains(new Größe(3));
  }

  @Test
  @DisplayName("A replacement that was not flushed never was")
  void replacedUnflushed() {
    journal.append(new Größe(1));
    world.await(journal.flush());
    journal.replace(10, List.of(new Weight(55)));
    journal.append(new Größe(11));
    journal.crash(UnsyncedLoss.ALL);
    Journal.Recovered found = world.await(journal.open());
    assertThat(found.start()).isZero();
    assertThat(found.snapshot(Weight.class)).isEmpty();
    assertThat(found.log(Größe.class)).containsExactly(new Größe(1));
  }

  @Test
  @DisplayName("An index that the log does not hold is refused with those that it holds")
  void outside() {
    journal.replace(10, List.of());
    journal.append(new Größe(11));
    journal.append(new Größe(12));
    assertThatThrownBy(() -> journal.compact(10, List.of()))
        .hasMessage(
            "no snapshot can stand for the log up to 10: it holds the entries from 11 to 12");
    assertThatThrownBy(() -> journal.compact(13, List.of())).hasMessageContaining("up to 13");
    assertThatThrownBy(() -> journal.truncate(9))
        .hasMessageStartingWith("cannot cut the log to 9 entries: it holds those from 11 to 12;");
    assertThatThrownBy(() -> journal.truncate(13)).hasMessageContaining("to 13 entries");
    assertThatThrownBy(() -> journal.replace(-1, List.of()))
        .hasMessageContaining("entries count from 1");
  }

  @Test
  @DisplayName("A snapshot of another type than is loaded is refused")
  void otherSnapshot() {
    journal.replace(1, List.of(new Weight(4)));
    Journal.Recovered found = reopened();
    assertThatThrownBy(() -> found.snapshot(Größe.class))
        .hasMessageStartingWith("the snapshot holds a Weight but is loaded as Größe");
  }

  private static SetAside aside(String name, long... numbers) {
    return SetAside.of(name, LongStream.of(numbers).mapToObj(Größe::new).toList(), CODEC);
  }

  @Test
  @DisplayName("What is set aside before it is cut is there for people, a line of JSON each")
  void setAside() {
    for (long n = 1; n <= 3; n++) {
      journal.append(new Größe(n));
    }
    world.await(journal.flush());
    journal.setAside(aside("cut-2-3", 2, 3));
    journal.truncate(1);
    journal.append(new Größe(4));
    assertThat(reopened().log(Größe.class)).containsExactly(new Größe(1), new Größe(4));
    assertThat(journal.setAside())
        .containsExactly(new SetAside("cut-2-3.jsonl", List.of("{\"meter\":2}", "{\"meter\":3}")));
  }

  @Test
  @DisplayName("The same set aside again is there once; other lines get another name")
  void setAsideAgain() {
    journal.setAside(aside("cut-7-7", 7));
    world.await(journal.flush());
    journal.setAside(aside("cut-7-7", 8));
    reopened();
    journal.setAside(aside("cut-7-7", 7));
    journal.setAside(aside("cut-7-7", 8));
    reopened();
    assertThat(journal.setAside())
        .containsExactly(
            new SetAside("cut-7-7-2.jsonl", List.of("{\"meter\":8}")),
            new SetAside("cut-7-7.jsonl", List.of("{\"meter\":7}")));
  }

  @Test
  @DisplayName("A crash before the flush leaves the log whole, and nothing aside")
  void setAsideUnflushed() {
    journal.append(new Größe(1));
    world.await(journal.flush());
    journal.setAside(aside("cut-1-1", 1));
    journal.truncate(0);
    journal.crash(UnsyncedLoss.ALL);
    assertThat(world.await(journal.open()).log(Größe.class)).containsExactly(new Größe(1));
    assertThat(journal.setAside()).isEmpty();
  }
}
