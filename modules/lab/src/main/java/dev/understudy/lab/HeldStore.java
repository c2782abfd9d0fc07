package dev.understudy.lab;

import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;

/** A store whose folder this process has, opened or not. */
interface HeldStore extends AutoCloseable {
  /** What may be asked for, by its path. */
  Map<String, StoreEndpoint.Verb> verbs();

  /** Does something on the store's loop and waits until it is done. */
  <T> T await(Supplier<Future<T>> work) throws InterruptedException;

  /** Gives the folder back. */
  @Override
  void close();
}
