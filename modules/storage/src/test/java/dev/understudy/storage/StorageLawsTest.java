package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.storage.zoo.JournalChaos;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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

  @Property(tries = 300, seed = "9", edgeCases = EdgeCasesMode.NONE)
  @Label(
      "S1: snapshots taken anywhere, and the journal behind them, give the state of all commands")
  void snapshotAndJournal(
      @ForAll("commands") List<Command> commands,
      @ForAll @IntRange(min = 1, max = 400) int segmentBytes,
      @ForAll @IntRange(min = 1, max = 200) int blockBytes,
      @ForAll long seed) {
    DurableStore.Options options =
        new DurableStore.Options(new WriteAheadLog.Options(segmentBytes, 1000), blockBytes);
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    Random random = new Random(seed);
    SimulatedDisk disk = new SimulatedDisk(random);
    ExactlyOnceStore ideal = new ExactlyOnceStore();
    DurableStore store = DurableStore.open(disk, options, clock, "0".repeat(32)).result();
    for (Command command : commands) {
      if (!command.isReadOnly()) {
        String client = "client " + random.nextInt(3);
        long sequence = random.nextInt(50);
        assertThat(store.execute(client, sequence, command).result())
            .isEqualTo(ideal.apply(client, sequence, command));
      }
      if (random.nextInt(8) == 0) {
        assertThat(store.snapshot().succeeded()).isTrue();
      }
      if (random.nextInt(8) == 0) {
        disk.crash();
        store = DurableStore.open(disk, options, clock, "1".repeat(32)).result();
      }
      assertThat(store.stateHash()).isEqualTo(ideal.stateHash());
      assertThat(store.content()).isEqualTo(ideal.snapshot());
      assertThat(store.sessions()).isEqualTo(ideal.sessions());
    }
  }

  @Property(tries = 500, seed = "6", edgeCases = EdgeCasesMode.NONE)
  @Label("A commit comes back from its bytes as it was, whatever characters are in it")
  void commit(
      @ForAll long time, @ForAll String client, @ForAll long sequence, @ForAll("any") Command any) {
    FieldWriter fields = new FieldWriter();
    Commit commit = new Commit(time, client, sequence, any);
    commit.writeTo(fields);
    assertThat(Commit.decode(fields.written())).isEqualTo(commit);
    ByteBuffer front = fields.written().limit(fields.size() - 1);
    assertThatThrownBy(() -> Commit.decode(front)).isInstanceOf(IllegalArgumentException.class);
    ByteBuffer more = fields.octet(0).written();
    assertThatThrownBy(() -> Commit.decode(more)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 2000, seed = "7", edgeCases = EdgeCasesMode.NONE)
  @Label("Of any bytes comes a commit or a refusal, and nothing else")
  void anyBytes(@ForAll byte[] bytes, @ForAll @IntRange(max = 6) int kind) {
    byte[] damaged = bytes.clone();
    if (damaged.length > 0) {
      damaged[0] = (byte) kind;
    }
    try {
      assertThat(Commit.decode(ByteBuffer.wrap(damaged))).isNotNull();
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageNotContaining("null pointer");
    }
  }

  @Property(tries = 300, seed = "8", edgeCases = EdgeCasesMode.NONE)
  @Label("A walk shows what was there when it began, and a map is as if nobody had ever walked")
  void walking(@ForAll("commands") List<Command> commands, @ForAll long seed) {
    Random random = new Random(seed);
    KeyValueStore ideal = new KeyValueStore();
    KeyValueStore walked = new KeyValueStore();
    Map<String, String> expected = null;
    Iterator<Map.Entry<String, String>> walk = null;
    for (Command command : commands) {
      if (walk == null && random.nextInt(4) == 0) {
        expected = ideal.snapshot();
        walk = walked.values().walk();
      } else if (walk != null && random.nextInt(4) == 0) {
        Map<String, String> seen = new TreeMap<>();
        walk.forEachRemaining(entry -> seen.put(entry.getKey(), entry.getValue()));
        assertThat(seen).isEqualTo(expected);
        walked.values().endWalk();
        walk = null;
      }
      assertThat(walked.apply(command)).isEqualTo(ideal.apply(command));
      assertThat(walked.stateHash()).isEqualTo(ideal.stateHash());
      assertThat(walked.snapshot()).isEqualTo(ideal.snapshot());
    }
  }

  @Provide
  Arbitrary<Command> any() {
    Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(10);
    return Arbitraries.oneOf(
        text.map(Command.Get::new),
        text.map(Command.Delete::new),
        Combinators.combine(text, text).as(Command.Put::new),
        Combinators.combine(text, text).as(Command.Append::new),
        Combinators.combine(text, text.injectNull(0.5), text).as(Command.CompareAndSet::new));
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
