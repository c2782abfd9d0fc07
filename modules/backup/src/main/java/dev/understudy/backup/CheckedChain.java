package dev.understudy.backup;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Reads every byte of a chain before the first one is written elsewhere: whether it is what the
 * manifests say, whether record follows record, and where the goal lies. A checksum of each chunk
 * stays, so that what is copied afterwards is what was checked.
 */
final class CheckedChain {
  private final Chain chain;
  private final Goal goal;
  private final BackupRules rules;
  private final Assembly assembly;
  private final LogCheck log;
  private final Map<String, List<Integer>> chunkChecksums = new TreeMap<>();
  private String file;
  private boolean isPast;
  private String lastFile; // null while no record of the log is in
  private long lastEnd;
  private Point reached;

  CheckedChain(Chain chain, Goal goal, BackupRules rules) {
    this.chain = chain;
    this.goal = goal;
    this.rules = rules;
    this.assembly = Assembly.of(rules.replayed(chain.links()));
    this.reached = chain.root().manifest().from();
    this.log = new LogCheck(reached, this::passed);
  }

  Assembly assembly() {
    return assembly;
  }

  /** The last commit that will be in. */
  Point reached() {
    return reached;
  }

  /** How much of a file of the store is behind the goal's beginning, in bytes. */
  long keptBytes(String name, long all) {
    if (SourceNames.isSnapshot(name)) {
      return all;
    }
    if (lastFile == null || name.compareTo(lastFile) > 0) {
      return 0;
    }
    return name.equals(lastFile) ? lastEnd : all;
  }

  Future<Void> check(PieceReading reading) {
    List<Assembly.Part> parts =
        assembly.files().values().stream().flatMap(List::stream).toList();
    return Steps.each(parts, part -> check(part, reading)).compose(done -> {
      try {
        List<Link> replayed = rules.replayed(chain.links());
        Point end = replayed.get(replayed.size() - 1).manifest().to();
        log.checkEnd(end);
        return Future.succeededFuture();
      } catch (IllegalArgumentException wrong) {
        return Future.failedFuture(
            new RefusedBackupException("%s is refused: %s", chain.tip().id(), wrong.getMessage()));
      }
    });
  }

  private Future<Void> check(Assembly.Part part, PieceReading reading) {
    file = part.piece().file();
    List<Integer> checksums = new ArrayList<>();
    chunkChecksums.put(key(part), checksums);
    boolean isLog = SourceNames.isSegment(file);
    if (isLog) {
      followed(part, () -> log.enter(file, part.piece().offset()));
    }
    return reading.checked(part.link(), part.piece(), chunk -> {
      checksums.add(crc(chunk));
      if (isLog) {
        followed(part, () -> log.pass(chunk));
      }
    });
  }

  private static void followed(Assembly.Part part, Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException wrong) {
      throw PieceReading.altered(part.link(), part.piece(), wrong.getMessage());
    }
  }

  /** A reader of one part that refuses a chunk that is not the one that was checked. */
  Consumer<ByteBuffer> same(Assembly.Part part, Consumer<ByteBuffer> use) {
    Iterator<Integer> checksums = chunkChecksums.get(key(part)).iterator();
    return chunk -> {
      if (checksums.next() != crc(chunk)) {
        throw PieceReading.altered(
            part.link(), part.piece(), "it changed while it was being restored");
      }
      use.accept(chunk);
    };
  }

  private void passed(long lsn, int checksum, long end, long epochMillis) {
    isPast = isPast || !rules.isIn(lsn, epochMillis, goal);
    if (!isPast) {
      lastFile = file;
      lastEnd = end;
      if (lsn > reached.lsn()) {
        reached = new Point(lsn, checksum, Instant.ofEpochMilli(epochMillis));
      }
    }
  }

  private static String key(Assembly.Part part) {
    return TargetNames.piece(part.link().id(), part.piece().file());
  }

  private static int crc(ByteBuffer chunk) {
    CRC32C crc = new CRC32C();
    crc.update(chunk.duplicate());
    return (int) crc.getValue();
  }
}
