package dev.understudy.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Who listens at which address of the event bus, and which addresses fell silent by a crash. */
final class AddressBook {
  /** One handler at one address, and the loop on which it listens. */
  record Listener(String address, TurnedLoop loop) {}

  // Only looked up by key, never walked through: their order cannot leak into a run.
  private final Map<String, List<Listener>> listeners = new HashMap<>();
  private final Map<String, List<TurnedLoop>> silenced = new HashMap<>();
  private final Supplier<TurnedLoop> current;

  AddressBook(Supplier<TurnedLoop> current) {
    this.current = current;
  }

  Listener registered(String address) {
    TurnedLoop loop = current.get();
    Listener listener = new Listener(address, loop);
    listeners.computeIfAbsent(address, key -> new ArrayList<>(1)).add(listener);
    List<TurnedLoop> crashed = silenced.get(address);
    if (crashed != null) {
      crashed.removeIf(dead -> dead.name.equals(loop.name));
      if (crashed.isEmpty()) {
        silenced.remove(address);
      }
    }
    return listener;
  }

  void unregistered(Listener listener) {
    List<Listener> left = listeners.get(listener.address());
    if (left == null) {
      return;
    }
    // By identity: two handlers of one loop at one address are equal as records.
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) == listener) {
        left.remove(i);
        break;
      }
    }
    if (left.isEmpty()) {
      listeners.remove(listener.address());
    }
    if (listener.loop().isDead()) {
      silenced.computeIfAbsent(listener.address(), key -> new ArrayList<>(1)).add(listener.loop());
    }
  }

  /** What this node listened to before an earlier crash is no longer known as silent. */
  void forget(String node) {
    silenced.values().forEach(crashed -> crashed.removeIf(loop -> loop.name.equals(node)));
    silenced.values().removeIf(List::isEmpty);
  }

  /** The handlers at an address, in the order in which they came; empty if there are none. */
  List<Listener> at(String address) {
    return listeners.getOrDefault(address, List.of());
  }

  /** The crashed loops that listened at this address, one for each handler. */
  List<TurnedLoop> silenced(String address) {
    return silenced.getOrDefault(address, List.of());
  }

  /** The crashed loop that was the last to listen where now nobody does, or null. */
  TurnedLoop silent(String address) {
    List<TurnedLoop> crashed = silenced(address);
    return crashed.isEmpty() || listeners.containsKey(address)
        ? null
        : crashed.get(crashed.size() - 1);
  }
}
