package dev.understudy.cluster;

import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A journal that keeps the records themselves, which are immutable, and flushes at once: nothing is
 * encoded and no disk is waited for. Like any other it loses in a crash what was not flushed. A
 * snapshot is durable with the next flush, and at once if there is nothing to flush.
 */
final class MemoryJournal implements Journal {
  /** The records that stand for all entries up to an index. */
  private record Front(long index, List<Object> snapshot) {}

  private record Compaction(Front front, Promise<Void> durable) {}

  private final Map<Class<?>, Object> states = new LinkedHashMap<>(); // durable
  private final Map<Class<?>, Object> savedSince = new LinkedHashMap<>(); // volatile: not flushed
  private final List<Object> entries = new ArrayList<>(); // durable up to the flushed length
  private final List<Object> cutSince = new ArrayList<>(); // durable: no flush has taken them yet
  private final List<SetAside> asideSince = new ArrayList<>(); // volatile: not flushed
  private volatile List<SetAside> aside = List.of(); // durable; read by other threads too
  private int flushedLength;
  private Front front = new Front(0, List.of()); // volatile until it is flushed
  private Front flushedFront = front; // durable
  private List<Object> staged = new ArrayList<>(); // volatile behind the flushed length
  private List<Object> flushedStaged = staged; // durable, as long as follows
  private int flushedStagedLength;
  private Compaction compaction; // volatile: it is due with the next flush; null if none is

  @Override
  public Future<Recovered> open() {
    return Future.succeededFuture(
        new Found(new LinkedHashMap<>(states), front, List.copyOf(entries), List.copyOf(staged)));
  }

  @Override
  public void save(Object state) {
    savedSince.put(state.getClass(), state);
  }

  @Override
  public void append(Object entry) {
    entries.add(entry);
  }

  @Override
  public void truncate(long length) {
    Journal.checkTruncation(length, start(), lastIndex());
    keepTo(Math.toIntExact(length - front.index()));
  }

  @Override
  public boolean isCompacting() {
    return compaction != null;
  }

  @Override
  public Future<Void> compact(long index, List<?> snapshot) {
    Journal.checkCompaction(index, start(), lastIndex());
    compaction = new Compaction(new Front(index, List.copyOf(snapshot)), Promise.promise());
    Future<Void> durable = compaction.durable().future();
    boolean isFlushed = entries.size() == flushedLength
        && savedSince.isEmpty()
        && cutSince.isEmpty()
        && front == flushedFront
        && staged == flushedStaged
        && staged.size() == flushedStagedLength;
    if (isFlushed) {
      compact();
    }
    return durable;
  }

  @Override
  public void stage(Object record) {
    staged.add(record);
  }

  @Override
  public void unstage() {
    staged = new ArrayList<>(); // and the old list stays as it was flushed
  }

  @Override
  public void replace(long index, List<?> snapshot) {
    Journal.checkReplacement(index);
    keepTo(0);
    front = new Front(index, List.copyOf(snapshot));
    compaction = null;
    unstage();
  }

  @Override
  public void setAside(SetAside file) {
    asideSince.add(file);
  }

  @Override
  public List<SetAside> setAside() {
    return aside;
  }

  @Override
  public Future<Void> flush() {
    states.putAll(savedSince);
    asideSince.forEach(this::keep);
    flushedLength = entries.size();
    flushedFront = front;
    flushedStaged = staged;
    flushedStagedLength = staged.size();
    forgetSince();
    if (compaction != null) {
      compact();
    }
    return Future.succeededFuture();
  }

  @Override
  public void crash(UnsyncedLoss unflushed) {
    entries.subList(flushedLength, entries.size()).clear();
    entries.addAll(cutSince);
    flushedLength = entries.size();
    front = flushedFront;
    staged = new ArrayList<>(flushedStaged.subList(0, flushedStagedLength));
    flushedStaged = staged;
    compaction = null;
    forgetSince();
  }

  private long start() {
    return compaction != null ? compaction.front().index() : front.index();
  }

  private long lastIndex() {
    return front.index() + entries.size();
  }

  private void keepTo(int kept) {
    if (kept < flushedLength) {
      cutSince.addAll(0, entries.subList(kept, flushedLength));
      flushedLength = kept;
    }
    entries.subList(kept, entries.size()).clear();
  }

  private void compact() {
    Compaction due = compaction;
    compaction = null;
    entries.subList(0, Math.toIntExact(due.front().index() - front.index())).clear();
    front = due.front();
    flushedFront = front;
    flushedLength = entries.size();
    due.durable().complete();
  }

  private void keep(SetAside file) {
    SetAside free = file;
    for (int copy = 2; has(free.file()) && !aside.contains(free); copy++) {
      free = file.renamed(copy);
    }
    SortedMap<String, SetAside> byName = new TreeMap<>();
    aside.forEach(each -> byName.put(each.file(), each));
    byName.put(free.file(), free);
    aside = List.copyOf(byName.values());
  }

  private boolean has(String file) {
    return aside.stream().anyMatch(each -> each.file().equals(file));
  }

  private void forgetSince() {
    asideSince.clear();
    savedSince.clear();
    cutSince.clear();
  }

  private record Found(
      Map<Class<?>, Object> states, Front front, List<Object> entries, List<Object> parts)
      implements Recovered {
    @Override
    public <R> Optional<R> state(Class<R> type) {
      return Optional.ofNullable(type.cast(states.get(type)));
    }

    @Override
    public long start() {
      return front.index();
    }

    @Override
    public <R> List<R> snapshot(Class<R> type) {
      return front.snapshot().stream()
          .map(piece -> read("snapshot", piece, type))
          .toList();
    }

    @Override
    public <E> List<E> log(Class<E> type) {
      return entries.stream().map(entry -> read("log", entry, type)).toList();
    }

    @Override
    public <R> List<R> staged(Class<R> type) {
      return parts.stream().map(part -> read("staging", part, type)).toList();
    }

    private static <E> E read(String from, Object record, Class<E> type) {
      if (record.getClass() != type) {
        throw Journal.otherType(from, record.getClass().getSimpleName(), type);
      }
      return type.cast(record);
    }
  }
}
