package dev.understudy.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.storage.JournalFiles.Damage;
import dev.understudy.storage.JournalFiles.OnDisk;
import dev.understudy.storage.JournalLives.Life;
import dev.understudy.storage.JournalLives.Step;
import dev.understudy.storage.zoo.AcknowledgeBeforeSync;
import dev.understudy.storage.zoo.CorruptMiddleCut;
import dev.understudy.storage.zoo.DirectoryNotSynced;
import dev.understudy.storage.zoo.JournalRot;
import dev.understudy.storage.zoo.SyncRetriedAfterError;
import dev.understudy.storage.zoo.TornTailAccepted;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;

class WriteAheadLogLawsTest {
  private static final JournalTwin REAL = new JournalTwin() {};

  @Property(tries = 150, seed = "1", edgeCases = EdgeCasesMode.NONE)
  @Label("W1: what was flushed comes back, exactly, whatever the sizes and the batches")
  void flushedComesBack(
      @ForAll("great") List<List<Buffer>> batches,
      @ForAll("segments") int segmentBytes,
      @ForAll UnsyncedLoss loss) {
    OnDisk journal = JournalFiles.of(batches, segmentBytes).onDisk(0);
    WriteAheadLog log = journal.open().result().log();
    Buffer last = Buffer.buffer("the last");
    log.append(last);
    Future<Void> flush = log.flush();
    journal.endSyncs(Integer.MAX_VALUE);
    assertThat(flush.succeeded()).isTrue();
    journal.crash(loss);
    assertThat(journal.open().result().records()).isEqualTo(plus(flat(batches), last));
  }

  @Property(tries = 1000, seed = "2", edgeCases = EdgeCasesMode.NONE)
  @Label("W1, W3, W5: the power may go after any step, whatever is under way")
  void everyPoint(@ForAll("lives") Life life) {
    JournalLives.cutAfterEachStep(REAL, life);
  }

  @Property(tries = 25, seed = "3", edgeCases = EdgeCasesMode.NONE)
  @Label("W2: any journal cut at every byte opens with what stands before, or is refused")
  void everyCut(
      @ForAll("batches") List<List<Buffer>> batches, @ForAll("segments") int segmentBytes) {
    new JournalRot(REAL, segmentBytes, batches).cutEverywhere();
  }

  @Property(tries = 8, seed = "4", edgeCases = EdgeCasesMode.NONE)
  @Label("W2: any journal notices every single flipped bit")
  void everyBit(
      @ForAll("batches") List<List<Buffer>> batches, @ForAll("segments") int segmentBytes) {
    new JournalRot(REAL, segmentBytes, batches).flipEveryBit();
  }

  @Property(tries = 1000, seed = "5", edgeCases = EdgeCasesMode.NONE)
  @Label(
      "W2, W6: of any damages comes a prefix, durable and for good, or a refusal that changes nothing")
  void anyDamage(
      @ForAll("batches") List<List<Buffer>> batches,
      @ForAll("segments") int segmentBytes,
      @ForAll("damages") List<Damage> damages) {
    OnDisk journal = damaged(batches, segmentBytes, damages).inPageCache();
    TreeMap<String, Buffer> before = JournalFiles.bytesOf(journal.disk);
    Future<Recovered> once = journal.open();
    TreeMap<String, Buffer> after = JournalFiles.bytesOf(journal.disk);
    if (once.failed()) {
      assertThat(once.cause()).isInstanceOf(CorruptJournalException.class);
      assertThat(after).isEqualTo(before);
      assertThat(journal.open().cause()).hasMessage(once.cause().getMessage());
      return;
    }
    isPrefix(once.result().records(), flat(batches));
    journal.crash(UnsyncedLoss.ALL);
    Recovered twice = journal.open().result();
    assertThat(twice.records()).isEqualTo(once.result().records());
    assertThat(twice.report().isClean()).isTrue();
    assertThat(JournalFiles.bytesOf(journal.disk)).isEqualTo(after);
  }

  @Property(tries = 500, seed = "6", edgeCases = EdgeCasesMode.NONE)
  @Label("W6: a recovery that a crash interrupts, at whichever sync, is done again and as well")
  void interrupted(
      @ForAll("batches") List<List<Buffer>> batches,
      @ForAll("segments") int segmentBytes,
      @ForAll("damages") List<Damage> damages,
      @ForAll UnsyncedLoss loss,
      @ForAll long seed) {
    JournalFiles files = damaged(batches, segmentBytes, damages);
    Future<Recovered> undisturbed = files.onDisk(seed).open();
    int ended = 0;
    for (int syncs = 0; ended == syncs; syncs++) {
      OnDisk journal = files.onDisk(seed);
      journal.beginOpening();
      ended = journal.endSyncs(syncs) + 1;
      journal.crash(loss);
      Future<Recovered> again = journal.open();
      assertThat(again.failed()).isEqualTo(undisturbed.failed());
      if (again.succeeded()) {
        assertThat(again.result().records()).isEqualTo(undisturbed.result().records());
      }
    }
  }

  @Property(tries = 500, seed = "7", edgeCases = EdgeCasesMode.NONE)
  @Label("W1, W3: recovered, appended, recovered: what was found and what was added, and no more")
  void goesOn(
      @ForAll("batches") List<List<Buffer>> batches,
      @ForAll("batches") List<List<Buffer>> added,
      @ForAll("segments") int segmentBytes,
      @ForAll("damages") List<Damage> damages,
      @ForAll UnsyncedLoss loss) {
    OnDisk journal = damaged(batches, segmentBytes, damages).onDisk(0);
    Future<Recovered> opening = journal.open();
    if (opening.failed()) {
      return;
    }
    List<Buffer> expected = new ArrayList<>(opening.result().records());
    WriteAheadLog log = opening.result().log();
    for (List<Buffer> batch : added) {
      for (Buffer record : batch) {
        expected.add(record);
        assertThat(log.append(record)).isEqualTo(expected.size());
      }
      log.flush();
      journal.endSyncs(Integer.MAX_VALUE);
    }
    journal.crash(loss);
    assertThat(journal.open().result().records()).isEqualTo(expected);
  }

  @Property(tries = 25, seed = "8", edgeCases = EdgeCasesMode.NONE)
  @Label("W3: the front of one journal and the back of another, joined anywhere, make no third")
  void chained(
      @ForAll("batches") List<List<Buffer>> batches,
      @ForAll("segments") int segmentBytes,
      @ForAll @DoubleRange(max = 1) double changed) {
    List<List<Buffer>> others = withChangesFrom(batches, changed);
    JournalFiles one = JournalFiles.of(batches, segmentBytes);
    JournalFiles other = JournalFiles.of(others, segmentBytes);
    int total = one.bytes().values().stream().mapToInt(Buffer::length).sum();
    for (int seam = 0; seam <= total; seam++) {
      Future<Recovered> opening = joined(one, other, seam).onDisk(0).open();
      if (opening.succeeded()) {
        List<Buffer> found = opening.result().records();
        assertThat(List.of(front(batches, found.size()), front(others, found.size())))
            .as("joined at byte %d", seam)
            .contains(found);
      } else {
        assertThat(opening.cause()).isInstanceOf(CorruptJournalException.class);
      }
    }
  }

  @Property(tries = 1, seed = "9")
  @Label("The law of every point is broken by who forgets a sync, repeats it or does not wait")
  void brokenByForgettingSyncs() {
    for (JournalTwin twin : List.of(
        new AcknowledgeBeforeSync(), new SyncRetriedAfterError(), new DirectoryNotSynced())) {
      isBroken(lives(), life -> JournalLives.cutAfterEachStep(twin, life), twin, "W1");
    }
  }

  @Property(tries = 1, seed = "10")
  @Label("The law of every bit is broken by who takes any payload or cuts anywhere")
  void brokenByTrusting() {
    for (JournalTwin twin : List.of(new TornTailAccepted(), new CorruptMiddleCut())) {
      isBroken(batches(), of -> new JournalRot(twin, 1000, of).flipEveryBit(), twin, "W2");
    }
  }

  private static <T> void isBroken(
      Arbitrary<T> values, Consumer<T> law, JournalTwin twin, String promise) {
    boolean broken = values.sampleStream().limit(300).anyMatch(value -> {
      try {
        law.accept(value);
        return false;
      } catch (AssertionError found) {
        return found.getMessage().contains(promise);
      }
    });
    assertThat(broken).as("%s breaks it", twin.getClass().getSimpleName()).isTrue();
  }

  private static JournalFiles damaged(
      List<List<Buffer>> batches, int segmentBytes, List<Damage> damages) {
    JournalFiles files = JournalFiles.of(batches, segmentBytes);
    for (Damage damage : damages) {
      files = files.with(damage);
    }
    return files;
  }

  /** Both have the same files, since their records are as long. */
  private static JournalFiles joined(JournalFiles one, JournalFiles other, int seam) {
    int left = seam;
    TreeMap<String, Buffer> joined = new TreeMap<>();
    for (String name : one.bytes().keySet()) {
      Buffer front = one.bytes().get(name);
      Buffer back = other.bytes().get(name);
      int from = Math.min(left, front.length());
      joined.put(name, front.getBuffer(0, from).appendBuffer(back.getBuffer(from, back.length())));
      left -= from;
    }
    return new JournalFiles(joined, one.options());
  }

  private static List<List<Buffer>> withChangesFrom(List<List<Buffer>> batches, double first) {
    int changed = (int) (first * (flat(batches).size() - 1));
    List<List<Buffer>> others = new ArrayList<>();
    for (List<Buffer> batch : batches) {
      List<Buffer> copy = new ArrayList<>();
      for (Buffer record : batch) {
        boolean changes = changed-- <= 0 && record.length() > 0;
        copy.add(changes ? record.copy().setByte(0, (byte) ~record.getByte(0)) : record);
      }
      others.add(copy);
    }
    return others;
  }

  private static void isPrefix(List<Buffer> found, List<Buffer> appended) {
    assertThat(found).isEqualTo(appended.subList(0, Math.min(found.size(), appended.size())));
  }

  private static List<Buffer> front(List<List<Buffer>> batches, int length) {
    return flat(batches).subList(0, length);
  }

  private static List<Buffer> flat(List<List<Buffer>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  private static List<Buffer> plus(List<Buffer> records, Buffer last) {
    List<Buffer> all = new ArrayList<>(records);
    all.add(last);
    return all;
  }

  @Provide
  Arbitrary<List<List<Buffer>>> batches() {
    return records(40).list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<List<Buffer>>> great() {
    Arbitrary<Buffer> great = Arbitraries.integers()
        .between(1000, 1 << 20)
        .map(length -> Buffer.buffer(new byte[length]));
    Arbitrary<Buffer> any = Arbitraries.frequencyOf(Tuple.of(20, records(300)), Tuple.of(1, great));
    return any.list().ofMaxSize(12).list().ofMaxSize(5);
  }

  /** From a segment for each record to one for all. */
  @Provide
  Arbitrary<Integer> segments() {
    return Arbitraries.oneOf(Arbitraries.integers().between(1, 400), Arbitraries.of(1, 1 << 16));
  }

  @Provide
  Arbitrary<Life> lives() {
    Arbitrary<Step> step = Arbitraries.frequencyOf(
        Tuple.of(5, records(40).map(Step.Append::new)),
        Tuple.of(3, Arbitraries.just(new Step.Flush())),
        Tuple.of(5, Arbitraries.just(new Step.SyncEnds())),
        Tuple.of(1, Arbitraries.just(new Step.SyncFails())));
    return Combinators.combine(
            step.list().ofMaxSize(25),
            segments(),
            Arbitraries.of(UnsyncedLoss.class),
            Arbitraries.longs())
        .as(Life::new);
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    Arbitrary<Double> share = Arbitraries.doubles().between(0, 1);
    Arbitrary<byte[]> garbage = Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(60),
        Arbitraries.integers().between(1, 60).map(length -> new byte[length]));
    Arbitrary<Byte> bits = Arbitraries.bytes().filter(any -> any != 0);
    return Arbitraries.<Damage>oneOf(
            Combinators.combine(share, share, bits).as(Damage.Flipped::new),
            Combinators.combine(share, share).as(Damage.Cut::new),
            Combinators.combine(share, share, garbage).as(Damage.Overwritten::new),
            Combinators.combine(share, share).as(Damage.Missing::new))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private static Arbitrary<Buffer> records(int most) {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(most).map(Buffer::buffer);
  }
}
