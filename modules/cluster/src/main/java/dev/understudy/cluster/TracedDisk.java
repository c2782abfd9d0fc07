package dev.understudy.cluster;

import dev.understudy.cluster.trace.Recorder;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import dev.understudy.sim.RandomStream;
import dev.understudy.storage.Disk;
import dev.understudy.storage.DiskFile;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * One disk whose whole life can be seen: a simulated disk that writes down what is done to it. Its
 * trace has three lanes: the {@linkplain #NODE node} that writes, the {@linkplain #CACHE page cache},
 * which has what is written, and the {@linkplain #PLATTER platter}, which has what is durable; beside
 * them stands a {@linkplain #CLIENT client} to whom promises are made.
 *
 * <p>A sync is under way until the story ends it with {@link #endSync()}. Time here only counts: a
 * millisecond for everything that happens.
 */
public final class TracedDisk implements Disk {
  /** Who writes, and loses everything that it knows when the power goes. */
  public static final String NODE = "athens";

  /** Where bytes are that were appended. */
  public static final String CACHE = "page cache";

  /** Where bytes are that a sync has reached. */
  public static final String PLATTER = "platter";

  /** Who is promised something. */
  public static final String CLIENT = "alice";

  private static final long STEP_NANOS = 1_000_000;

  private record Create(String file) {}

  private record Delete(String file) {}

  private record Rename(String file, String to) {}

  private record Append(int bytes, String file) {}

  private record Cut(long toBytes, String file) {}

  private record Read(int bytes, String file) {}

  private record Sync(String of) {}

  private record Durable(String now) {}

  private final RandomGenerator random;
  private final SimulatedDisk disk;
  private final Recorder recorder;
  private final ArrayDeque<Promise<Void>> syncs = new ArrayDeque<>(); // volatile: a crash ends them
  private final Map<Long, Sync> underWay = new LinkedHashMap<>(); // volatile, for the same reason
  private long nowNanos;
  private long messages;
  private long calls;
  private long powerCut; // the number of the fault that lasts, 0 if there is none
  private int incarnation = 1;

  /** An empty disk; the seed decides what a power cut leaves of what is not durable. */
  public TracedDisk(long seed) {
    random = new RandomStream(seed, "story of a disk");
    disk = new SimulatedDisk(new RandomStream(seed, "disk"), this::delay);
    recorder = new Recorder(seed);
    for (String lane : List.of(NODE, CACHE, PLATTER)) {
      recorder.add(new TraceEvent.Started(0, lane, 1, false));
    }
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public DiskFile open(String name) {
    restart();
    if (!disk.exists(name)) {
      tell(NODE, CACHE, new Create(name));
    }
    return new TracedFile(disk.open(name));
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public void delete(String name) {
    tell(NODE, CACHE, new Delete(name));
    disk.delete(name);
  }

  @Override
  public void rename(String from, String to) {
    tell(NODE, CACHE, new Rename(from, to));
    disk.rename(from, to);
  }

  @Override
  public Future<Void> syncDirectory() {
    return sync("the directory", disk::syncDirectory);
  }

  /** The oldest sync under way ends; returns whether there was one. */
  public boolean endSync() {
    if (syncs.isEmpty()) {
      return false;
    }
    syncs.remove().complete();
    return true;
  }

  /** Every sync ends, also those that are asked for because one has ended. */
  public void endSyncs() {
    while (endSync()) {
      pass();
    }
  }

  /** The next sync that is asked for, of a file or of the directory, fails. */
  public void failNextSync() {
    disk.failNextSync();
  }

  /** The power goes, and all that is not durable with it, as far as {@code loss} says. */
  public void cutPower(UnsyncedLoss loss) {
    long now = pass();
    underWay.forEach((id, sync) ->
        recorder.add(new TraceEvent.Dropped(now, id, NODE, PLATTER, sync, "power cut")));
    underWay.clear();
    syncs.clear();
    powerCut = recorder.begin(now, FaultKind.CRASH, List.of(NODE, CACHE), "power cut");
    disk.unsyncedLoss(loss);
    disk.crash();
    note(PLATTER, "left: " + sizes());
  }

  /** Bit rot: flips one bit of a durable byte, counted from the beginning of the file. */
  public void flipBit(String name, long bit) {
    note(PLATTER, "bit " + bit % 8 + " of byte " + bit / 8 + " of " + name + " flips");
    disk.corrupt(name, bit / 8, 1 << (int) (bit % 8));
  }

  /** The client asks for something; returns the number of the call. */
  public long called(String operation) {
    recorder.add(new TraceEvent.ClientCalled(pass(), CLIENT, ++calls, operation));
    return calls;
  }

  /** The client is answered: it was promised, or refused. */
  public void returned(long call, boolean ok, String outcome) {
    recorder.add(new TraceEvent.ClientReturned(pass(), CLIENT, call, ok, outcome));
  }

  /** The node says something, for people. */
  public void note(String remark) {
    restart();
    note(NODE, remark);
  }

  /** What a file shows now; looking is not written down. */
  public Buffer content(String name) {
    DiskFile file = disk.open(name);
    Buffer bytes = file.read(0, Math.toIntExact(file.size()));
    file.close();
    return bytes;
  }

  /** For whatever a story leaves to chance: the same seed draws the same. */
  public RandomGenerator random() {
    return random;
  }

  /** How many syncs were asked for. */
  public long syncs() {
    return disk.syncs();
  }

  /** How much has happened: a millisecond for each thing. */
  public Duration now() {
    return Duration.ofNanos(nowNanos);
  }

  /** All that happened so far. */
  public Trace trace() {
    return recorder.trace();
  }

  private long pass() {
    nowNanos += STEP_NANOS;
    return nowNanos;
  }

  private void note(String lane, String remark) {
    recorder.add(new TraceEvent.Noted(pass(), lane, remark));
  }

  /** Who touches the disk after a power cut is a new life of the node. */
  private void restart() {
    if (powerCut != 0) {
      long now = pass();
      recorder.end(now, powerCut);
      powerCut = 0;
      incarnation++;
      recorder.add(new TraceEvent.Started(now, NODE, incarnation, false));
    }
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.getLast().future();
  }

  private Future<Void> sync(String what, Supplier<Future<Void>> sync) {
    restart();
    Sync message = new Sync(what);
    long id = ++messages;
    underWay.put(id, message);
    recorder.add(new TraceEvent.Sent(pass(), id, NODE, PLATTER, message));
    return sync.get()
        .onSuccess(done -> {
          underWay.remove(id);
          recorder.add(new TraceEvent.Delivered(pass(), id, NODE, PLATTER, message));
          tell(PLATTER, NODE, new Durable(what));
        })
        .onFailure(cause -> {
          underWay.remove(id);
          recorder.add(
              new TraceEvent.Dropped(pass(), id, NODE, PLATTER, message, "the sync fails"));
        });
  }

  private void tell(String from, String to, Record what) {
    long id = ++messages;
    recorder.add(new TraceEvent.Sent(pass(), id, from, to, what));
    recorder.add(new TraceEvent.Delivered(nowNanos + STEP_NANOS / 2, id, from, to, what));
  }

  private String sizes() {
    String sizes = disk.list().stream()
        .map(name -> content(name).length() + " bytes in " + name)
        .collect(Collectors.joining(", "));
    return sizes.isEmpty() ? "nothing" : sizes;
  }

  /** A file that says what is done to it. */
  private final class TracedFile implements DiskFile {
    private final DiskFile file;

    TracedFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void read(long offset, ByteBuffer into) {
      int length = into.remaining();
      file.read(offset, into);
      if (length > 0) {
        tell(CACHE, NODE, new Read(length, name()));
      }
    }

    @Override
    public void append(ByteBuffer bytes) {
      int length = bytes.remaining();
      file.append(bytes);
      tell(NODE, CACHE, new Append(length, name()));
    }

    @Override
    public Future<Void> sync() {
      return TracedDisk.this.sync(file.name(), file::sync);
    }

    @Override
    public void truncate(long size) {
      if (size != file.size()) {
        tell(NODE, CACHE, new Cut(size, name()));
      }
      file.truncate(size);
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
