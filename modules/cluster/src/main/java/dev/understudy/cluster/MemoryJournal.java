package dev.understudy.cluster;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journal on a memory disk: keeps the records themselves, flushes at once, and survives the crash
 * of its node (not that of the process). For benchmarks that measure a protocol and not a disk.
 */
final class MemoryJournal implements Journal {
  private final Map<Class<?>, Object> states = new LinkedHashMap<>();
  private final List<Object> log = new ArrayList<>();

  @Override
  public Future<Recovered> open() {
    return Future.succeededFuture(new Recovered() {
      @Override
      public <R> Optional<R> state(Class<R> type) {
        return Optional.ofNullable(type.cast(states.get(type)));
      }

      @Override
      public <E> List<E> log(Class<E> type) {
        return log.stream().map(type::cast).toList();
      }
    });
  }

  @Override
  public void save(Object state) {
    states.put(state.getClass(), state);
  }

  @Override
  public void append(Object entry) {
    log.add(entry);
  }

  @Override
  public void truncate(long length) {
    log.subList(Math.toIntExact(length), log.size()).clear();
  }

  @Override
  public Future<Void> flush() {
    return Future.succeededFuture();
  }

  @Override
  public void crash() {
    // Every record was durable as soon as the turn that wrote it had ended.
  }
}
