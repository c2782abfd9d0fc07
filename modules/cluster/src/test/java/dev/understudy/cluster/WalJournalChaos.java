package dev.understudy.cluster;

import dev.understudy.storage.DiskFullException;
import dev.understudy.storage.DurableStore;
import dev.understudy.storage.SimulatedDisk;
import dev.understudy.storage.SyncFailedException;
import dev.understudy.storage.UnsyncedLoss;
import dev.understudy.storage.WriteAheadLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One life of a node's journal: it saves, appends, cuts, compacts and replaces, on a disk whose syncs
 * are slow and may fail, that is full at times, whose newest snapshot rots, and among power cuts, also
 * in the middle of opening. After each crash it must find what a model in memory says. Throws {@link
 * AssertionError} if not; its message begins with the seed.
 */
final class WalJournalChaos {
  private static final DurableStore.Options SMALL =
      new DurableStore.Options(new WriteAheadLog.Options(400, 1000), 60);
  private static final int LIFE = 150;

  enum Seen {
    CRASH,
    LOST,
    STOPPED,
    FULL_DISK,
    COMPACTION_REFUSED,
    COMPACTED,
    COMPACTION_FAILED,
    CRASH_WHILE_COMPACTING,
    REPLACED,
    REPLACED_WHILE_COMPACTING,
    INTERRUPTED_OPENING,
    FOUND_COMPACTED,
    FOUND_NOT_COMPACTED,
    ROTTEN_SNAPSHOT,
    FOUND_OLDER_SNAPSHOT
  }

  private record Vote(long number) {}

  private record Term(long number) {}

  private record Word(long number) {}

  private record Piece(long index, long number) {}

  private record Part(long number) {}

  /** What a node has; {@code number} counts its changes, {@code life} the lives of its log. */
  private record Memory(
      long number,
      int life,
      Optional<Vote> vote,
      Optional<Term> term,
      long start,
      List<Piece> pieces,
      List<Word> log,
      List<Part> staged) {

    long last() {
      return start + log.size();
    }

    Memory vote(long next) {
      return changed(Optional.of(new Vote(next)), term, log, staged);
    }

    Memory term(long next) {
      return changed(vote, Optional.of(new Term(next)), log, staged);
    }

    Memory log(List<Word> next) {
      return changed(vote, term, next, staged);
    }

    Memory staged(List<Part> next) {
      return changed(vote, term, log, next);
    }

    private Memory changed(
        Optional<Vote> newVote, Optional<Term> newTerm, List<Word> newLog, List<Part> newStaged) {
      return new Memory(number + 1, life, newVote, newTerm, start, pieces, newLog, newStaged);
    }

    Memory replaced(long index, List<Piece> next) {
      return new Memory(number + 1, life + 1, vote, term, index, next, List.of(), List.of());
    }

    /** The same when a snapshot stands for the entries up to an index, a piece for each. */
    Memory compacted(long index) {
      int gone = (int) (index - start);
      List<Piece> longer = new ArrayList<>(pieces);
      for (int i = 0; i < gone; i++) {
        longer.add(new Piece(start + i + 1, log.get(i).number()));
      }
      List<Word> rest = List.copyOf(log.subList(gone, log.size()));
      return new Memory(number, life, vote, term, index, longer, rest, staged);
    }

    boolean equalsBut(Memory other) {
      return vote.equals(other.vote)
          && term.equals(other.term)
          && start == other.start
          && pieces.equals(other.pieces)
          && log.equals(other.log)
          && staged.equals(other.staged);
    }
  }

  /** Since the change of this number a snapshot may stand for the entries up to an index. */
  private record Compaction(long number, int life, long index) {}

  private final Map<Seen, Integer> seen;
  private final Random random;
  private final SimulatedDisk disk;
  private final Journal journal;
  private final List<Promise<Void>> syncs = new ArrayList<>();
  private final List<Compaction> compactions = new ArrayList<>();
  private List<Memory> possible = new ArrayList<>(); // from what is durable for sure to the newest
  private Compaction durable; // the last one that is durable for sure, null if none is
  private boolean isStopped;

  private WalJournalChaos(WalRules rules, long seed, Map<Seen, Integer> seen) {
    this.seen = seen;
    this.random = new Random(seed);
    this.disk = new SimulatedDisk(random, this::delay);
    this.journal = new WalJournal(disk, SMALL, new RecordCodec(), rules, loss -> disk.crash());
  }

  /** Lives through the life of one seed, and counts what happened. */
  static void run(WalRules rules, long seed, Map<Seen, Integer> seen) {
    try {
      WalJournalChaos chaos = new WalJournalChaos(rules, seed, seen);
      chaos.begin(chaos.open(-1));
      for (int i = 0; i < LIFE; i++) {
        chaos.step();
      }
      chaos.crash(UnsyncedLoss.ALL, -1);
    } catch (RuntimeException | AssertionError broken) {
      throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
    }
  }

  private Future<Void> delay() {
    syncs.add(Promise.promise());
    return syncs.get(syncs.size() - 1).future();
  }

  private Memory newest() {
    return possible.get(possible.size() - 1);
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 40 && !syncs.isEmpty()) {
      syncs.remove(random.nextInt(syncs.size())).complete();
    } else if (dice >= 95) {
      UnsyncedLoss[] losses = UnsyncedLoss.values();
      crash(losses[random.nextInt(losses.length)], random.nextInt(4) - 1);
    } else if (dice >= 94) {
      rot();
    } else if (dice >= 93) {
      disk.full(random.nextBoolean() ? Long.MAX_VALUE : disk.used() + random.nextInt(300));
    } else if (dice >= 92) {
      disk.failNextSync();
    } else if (!isStopped) {
      act(dice);
    }
  }

  /** As a node, which stops when its disk is full or its flush has failed. */
  private void act(int dice) {
    try {
      if (dice < 75) {
        write();
      } else if (dice < 84) {
        flush();
      } else {
        compact();
      }
    } catch (DiskFullException full) {
      stop(Seen.FULL_DISK);
    } catch (SyncFailedException failed) {
      stop(Seen.STOPPED);
    }
  }

  private void stop(Seen why) {
    isStopped = true;
    count(why);
  }

  private void write() {
    Memory memory = newest();
    long number = random.nextInt(1000);
    int dice = random.nextInt(20);
    if (dice < 3) {
      possible.add(memory.vote(number)); // first: a disk that is full may have taken a part of it
      journal.save(new Vote(number));
    } else if (dice < 5) {
      possible.add(memory.term(number));
      journal.save(new Term(number));
    } else if (dice < 8) {
      stage(memory, number);
    } else if (dice < 15) {
      List<Word> longer = new ArrayList<>(memory.log());
      longer.add(new Word(number));
      possible.add(memory.log(longer));
      journal.append(new Word(number));
    } else if (dice < 18) {
      long length = random.nextLong(floor(), memory.last() + 1);
      possible.add(memory.log(memory.log().subList(0, (int) (length - memory.start()))));
      journal.truncate(length);
    } else {
      replace(memory);
    }
  }

  private void stage(Memory memory, long number) {
    List<Part> staged = new ArrayList<>(memory.staged());
    if (staged.size() > 4) {
      staged.clear();
      possible.add(memory.staged(staged));
      journal.unstage();
    } else {
      staged.add(new Part(number));
      possible.add(memory.staged(staged));
      journal.stage(new Part(number));
    }
  }

  private void replace(Memory memory) {
    long index = random.nextLong(memory.last() + 5);
    List<Piece> pieces = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      pieces.add(new Piece(index - i, random.nextInt(1000)));
    }
    count(journal.isCompacting() ? Seen.REPLACED_WHILE_COMPACTING : Seen.REPLACED);
    possible.add(memory.replaced(index, pieces));
    journal.replace(index, pieces);
  }

  /** The lowest index to which the log may be cut. */
  private long floor() {
    Memory memory = newest();
    return compactions.stream()
        .filter(compaction -> compaction.life() == memory.life())
        .mapToLong(Compaction::index)
        .max()
        .orElse(memory.start());
  }

  private void flush() {
    long asked = newest().number();
    journal.flush().onSuccess(done -> isDurable(asked)).onFailure(cause -> stop(Seen.STOPPED));
  }

  private void isDurable(long number) {
    possible.removeIf(memory -> memory.number() < number);
  }

  private void compact() {
    Memory memory = newest();
    if (journal.isCompacting()) {
      count(Seen.COMPACTION_REFUSED);
    } else if (floor() < memory.last()) {
      long index = random.nextLong(floor(), memory.last()) + 1;
      Compaction compaction = new Compaction(memory.number(), memory.life(), index);
      compactions.add(compaction);
      journal
          .compact(index, memory.compacted(index).pieces())
          .onSuccess(done -> {
            isDurable(compaction.number());
            durable = compaction;
            count(Seen.COMPACTED);
          })
          .onFailure(cause -> count(Seen.COMPACTION_FAILED));
    }
  }

  private void crash(UnsyncedLoss loss, int powerCutAfter) {
    if (journal.isCompacting()) {
      count(Seen.CRASH_WHILE_COMPACTING);
    }
    count(Seen.CRASH);
    disk.full(Long.MAX_VALUE);
    disk.spareNextSync();
    disk.unsyncedLoss(loss);
    journal.crash(loss);
    Journal.Recovered found = open(powerCutAfter);
    if (found == null) {
      count(Seen.INTERRUPTED_OPENING);
      journal.crash(loss);
      found = open(-1);
    }
    Memory memory = memory(found);
    Memory explained = possible.stream()
        .filter(one -> explains(one, memory))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new AssertionError("found " + memory + ", compacted durably by "
            + durable + ", may be by " + compactions + ", possible is " + possible));
    seen.merge(Seen.LOST, (int) (newest().number() - explained.number()), Integer::sum);
    if (!compactions.isEmpty()) {
      count(explained.equalsBut(memory) ? Seen.FOUND_NOT_COMPACTED : Seen.FOUND_COMPACTED);
    }
    begin(found);
  }

  private boolean explains(Memory one, Memory found) {
    boolean mustBeCompacted = durable != null && durable.life() == one.life();
    return !mustBeCompacted && one.equalsBut(found)
        || compactions.stream()
            .filter(compaction -> compaction.life() == one.life()
                && compaction.number() <= one.number()
                && (!mustBeCompacted || compaction.index() >= durable.index()))
            .anyMatch(compaction -> one.compacted(compaction.index()).equalsBut(found));
  }

  private void begin(Journal.Recovered found) {
    Memory memory = memory(found);
    possible = new ArrayList<>();
    possible.add(memory);
    compactions.clear();
    durable = null;
  }

  /** Null if the power went while it was opened. */
  private Journal.Recovered open(int powerCutAfter) {
    syncs.clear();
    isStopped = false;
    Future<Journal.Recovered> opening = journal.open();
    for (int ended = 0; !opening.isComplete() && ended != powerCutAfter; ended++) {
      syncs.remove(0).complete();
    }
    if (opening.failed()) {
      throw new AssertionError("the journal does not open: " + opening.cause(), opening.cause());
    }
    return opening.result();
  }

  private static Memory memory(Journal.Recovered found) {
    return new Memory(
        0,
        0,
        found.state(Vote.class),
        found.state(Term.class),
        found.start(),
        found.snapshot(Piece.class),
        found.log(Word.class),
        found.staged(Part.class));
  }

  /** A bit of the newest of two snapshots flips: the older one and the longer log say the same. */
  private void rot() {
    crash(UnsyncedLoss.ALL, -1);
    List<String> snapshots =
        disk.list().stream().filter(name -> name.endsWith(".snap")).toList();
    if (snapshots.isEmpty()) {
      return;
    }
    String newest = snapshots.get(snapshots.size() - 1);
    long at = random.nextLong(disk.open(newest).size());
    int bit = 1 << random.nextInt(Byte.SIZE);
    disk.corrupt(newest, at, bit);
    disk.crash();
    Memory before = newest();
    Memory found = memory(open(-1));
    count(Seen.ROTTEN_SNAPSHOT);
    if (found.start() < before.start()) {
      count(Seen.FOUND_OLDER_SNAPSHOT);
      found = found.compacted(before.start());
    }
    if (!found.equalsBut(before)) {
      throw new AssertionError("rotten " + newest + ": found " + found + " for " + before);
    }
    disk.corrupt(newest, at, bit);
    disk.crash();
    begin(open(-1));
  }

  private void count(Seen what) {
    seen.merge(what, 1, Integer::sum);
  }
}
