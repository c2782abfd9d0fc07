package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.zoo.JournalChaos;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StorageLawsTest {

  @Property(tries = 1000, seed = "1", edgeCases = EdgeCasesMode.NONE)
  @Label("What a header says is what it was made with, and it is readable only in its place")
  void header(
      @ForAll byte[] payload,
      @ForAll long lsn,
      @ForAll long durable,
      @ForAll int previous,
      @ForAll @IntRange(max = 1000) int place) {
    Checksum checksums = new Checksum();
    ByteBuffer record = new RecordFrame().around(ByteBuffer.wrap(payload));
    int checksum = RecordHeader.write(record, lsn, durable, previous, 7, place, checksums);
    ByteBuffer file = ByteBuffer.allocate(place + record.limit() + 1);
    file.put(place, record, 0, record.limit());
    RecordHeader header = RecordHeader.read(file, place, 7, checksums);
    assertThat(header.lsn()).isEqualTo(lsn);
    assertThat(header.durable()).isEqualTo(durable);
    assertThat(header.previous()).isEqualTo(previous);
    assertThat(header.length()).isEqualTo(payload.length);
    assertThat(header.checksum()).isEqualTo(checksum);
    assertThat(header.fits(file, place, checksums)).isTrue();
    assertThat(RecordHeader.read(file, place, 8, checksums)).isNull();
    file.put(place + 1, record, 0, record.limit());
    assertThat(RecordHeader.read(file, place + 1, 7, checksums)).isNull();
  }

  @Property(tries = 1000, seed = "2")
  @Label("Recovering twice is recovering once, wherever the disk was cut")
  void recoveryIsIdempotent(
      @ForAll @Size(max = 30) List<byte[]> records,
      @ForAll @IntRange(min = 1, max = 400) int segmentBytes,
      @ForAll long seed) {
    WriteAheadLog.Options options = new WriteAheadLog.Options(segmentBytes, 1 << 20);
    SimulatedDisk disk = new SimulatedDisk(new Random(seed));
    disk.unsyncedLoss(UnsyncedLoss.TORN);
    WriteAheadLog log = WriteAheadLog.open(disk, options).result().log();
    disk.syncDirectory();
    records.forEach(record -> log.append(Buffer.buffer(record)));
    disk.crash();

    Recovered once = WriteAheadLog.open(disk, options).result();
    assertThat(once.records())
        .isEqualTo(records.stream()
            .map(Buffer::buffer)
            .toList()
            .subList(0, once.records().size()));
    Recovered twice = WriteAheadLog.open(disk, options).result();
    assertThat(twice.records()).isEqualTo(once.records());
    assertThat(twice.report().isClean()).isTrue();
  }

  @Property(tries = 300, seed = "3", shrinking = ShrinkingMode.OFF)
  @Label("A journal keeps its promises in any life")
  void anyLife(@ForAll long seed) {
    assertThat(JournalChaos.run(new JournalTwin() {}, seed).crashes()).isPositive();
  }

  @Property(tries = 1000, seed = "4")
  @Label("The state is a function of the commands: equal order, equal results, equal fingerprint")
  void determinism(@ForAll("commands") List<Command> commands) {
    KeyValueStore one = new KeyValueStore();
    KeyValueStore two = new KeyValueStore();
    for (Command command : commands) {
      long before = two.stateHash();
      assertThat(two.apply(command)).isEqualTo(one.apply(command));
      assertThat(command.isReadOnly() && two.stateHash() != before).isFalse();
    }
    assertThat(two.stateHash()).isEqualTo(one.stateHash());
    assertThat(KeyValueStore.of(one.snapshot()).stateHash()).isEqualTo(one.stateHash());
  }

  @Property(tries = 1000, seed = "5")
  @Label("However often each command arrives, the state is as if it had come once")
  void exactlyOnce(@ForAll("commands") List<Command> commands, @ForAll long seed) {
    Random network = new Random(seed);
    KeyValueStore ideal = new KeyValueStore();
    ExactlyOnceStore store = new ExactlyOnceStore();
    for (int sequence = 0; sequence < commands.size(); sequence++) {
      String result = ideal.apply(commands.get(sequence));
      assertThat(store.apply("alice", sequence, commands.get(sequence)))
          .isEqualTo(new ExactlyOnceStore.Answer.Applied(result));
      for (int duplicates = network.nextInt(3); duplicates > 0; duplicates--) {
        int late = network.nextInt(sequence + 1);
        assertThat(store.apply("alice", late, commands.get(late)))
            .isNotInstanceOf(ExactlyOnceStore.Answer.Applied.class);
      }
    }
    assertThat(store.snapshot()).isEqualTo(ideal.snapshot());
  }

  @Provide
  Arbitrary<List<Command>> commands() {
    Arbitrary<String> key = Arbitraries.of("paw", "ear", "tail");
    Arbitrary<String> text = Arbitraries.strings().alpha().ofMaxLength(3);
    Arbitrary<Command> put = Combinators.combine(key, text).as(Command.Put::new);
    Arbitrary<Command> append = Combinators.combine(key, text).as(Command.Append::new);
    Arbitrary<Command> change =
        Combinators.combine(key, text.injectNull(0.5), text).as(Command.CompareAndSet::new);
    Arbitrary<Command> get = key.map(Command.Get::new);
    Arbitrary<Command> delete = key.map(Command.Delete::new);
    return Arbitraries.oneOf(put, append, change, get, delete).list().ofMaxSize(40);
  }
}
