package dev.understudy.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a node does with each type of message. A protocol's messages are the records of one sealed
 * interface; a type without a handler is found when the node starts, not when the message comes.
 */
public final class Handlers {
  private final List<Class<?>> families = new ArrayList<>();
  private final Map<Class<?>, BiConsumer<String, Object>> byType = new LinkedHashMap<>();

  private Handlers() {}

  /** Handlers for the messages of these sealed interfaces (or single records). */
  public static Handlers of(Class<?>... families) {
    Handlers handlers = new Handlers();
    handlers.families.addAll(List.of(families));
    return handlers;
  }

  /** A message of this type, and the name of its sender, are handed to this handler. */
  public <M> Handlers on(Class<M> type, BiConsumer<String, ? super M> handler) {
    if (byType.put(type, (from, message) -> handler.accept(from, type.cast(message))) != null) {
      throw new IllegalArgumentException("two handlers for " + type.getSimpleName());
    }
    return this;
  }

  /** Messages of these types need no handler: here they are only ever answers, or for others. */
  public Handlers answers(Class<?>... types) {
    for (Class<?> type : types) {
      on(type, (from, message) -> {});
    }
    return this;
  }

  /** Throws unless every type of message has its handler. */
  void check(String node) {
    List<String> missing = new ArrayList<>();
    families.forEach(family -> collectMissing(family, missing));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "node '" + node + "' has no handler for " + String.join(", ", missing));
    }
  }

  void handle(String node, String from, Object message) {
    BiConsumer<String, Object> handler = byType.get(message.getClass());
    if (handler == null) {
      throw new IllegalStateException("node '"
          + node
          + "' got a "
          + message.getClass().getSimpleName()
          + " from '"
          + from
          + "', which is none of its messages");
    }
    handler.accept(from, message);
  }

  private void collectMissing(Class<?> type, List<String> missing) {
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collectMissing(permitted, missing);
      }
    } else if (!byType.containsKey(type)) {
      missing.add(type.getSimpleName());
    }
  }
}
