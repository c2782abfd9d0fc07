package dev.understudy.cluster;

import dev.understudy.storage.UnsyncedLoss;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journal that keeps the records themselves, which are immutable, and flushes at once: nothing is
 * encoded and no disk is waited for. Like any other it loses in a crash what was not flushed.
 */
final class MemoryJournal implements Journal {
  private final Map<Class<?>, Object> states = new LinkedHashMap<>(); // durable
  private final Map<Class<?>, Object> savedSince = new LinkedHashMap<>(); // volatile: not flushed
  private final List<Object> entries = new ArrayList<>(); // durable up to the flushed length
  private final List<Object> cutSince = new ArrayList<>(); // durable: no flush has taken them yet
  private int flushedLength;

  @Override
  public Future<Recovered> open() {
    return Future.succeededFuture(new Found(new LinkedHashMap<>(states), List.copyOf(entries)));
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
    int kept = Math.toIntExact(length);
    if (kept < flushedLength) {
      cutSince.addAll(0, entries.subList(kept, flushedLength));
      flushedLength = kept;
    }
    entries.subList(kept, entries.size()).clear();
  }

  @Override
  public Future<Void> flush() {
    states.putAll(savedSince);
    flushedLength = entries.size();
    forgetSince();
    return Future.succeededFuture();
  }

  @Override
  public void crash(UnsyncedLoss unflushed) {
    entries.subList(flushedLength, entries.size()).clear();
    entries.addAll(cutSince);
    flushedLength = entries.size();
    forgetSince();
  }

  private void forgetSince() {
    savedSince.clear();
    cutSince.clear();
  }

  private record Found(Map<Class<?>, Object> states, List<Object> entries) implements Recovered {
    @Override
    public <R> Optional<R> state(Class<R> type) {
      return Optional.ofNullable(type.cast(states.get(type)));
    }

    @Override
    public <E> List<E> log(Class<E> type) {
      return entries.stream().map(entry -> read(entry, type)).toList();
    }

    private static <E> E read(Object entry, Class<E> type) {
      if (entry.getClass() != type) {
        throw Journal.otherType(entry.getClass().getSimpleName(), type);
      }
      return type.cast(entry);
    }
  }
}
