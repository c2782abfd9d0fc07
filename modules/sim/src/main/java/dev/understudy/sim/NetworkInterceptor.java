package dev.understudy.sim;

import dev.understudy.sim.Network.Fate;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Puts the network between the nodes of a world: catches each message as it leaves, has its fate
 * decided at once for each receiver, and lets it arrive when that says so. Senders and receivers are
 * known by their loops.
 *
 * <p>A message with one receiver is handed to the bus on arrival, so that whoever listens then gets
 * it. A message that is published, or whose receiver Vert.x chooses among several, is handed to the
 * bus as it leaves, and what the bus has made of it for each receiver is what travels.
 */
final class NetworkInterceptor {
  private final World world;
  private final Vertx vertx;
  private final Network network;
  private final AddressBook addresses;
  private final TurnedLoop wire;

  /** Messages with a delay, by sender, in the order in which they left. */
  private final Map<String, ArrayDeque<Flight>> underWay = new HashMap<>(); // looked up by key

  private final RandomStream random;

  private World.DropListener dropListener = (from, to, body, reason) -> {};

  /** Who takes what leaves instead of the network; null while nobody does. */
  private Consumer<Flight> holder;

  NetworkInterceptor(
      World world, Vertx vertx, Network network, AddressBook addresses, TurnedLoop wire) {
    this.world = world;
    this.vertx = vertx;
    this.network = network;
    this.addresses = addresses;
    this.wire = wire;
    random = world.random("crash");
    vertx.eventBus().addOutboundInterceptor(this::leaving);
  }

  void onDrop(World.DropListener listener) {
    dropListener = listener;
  }

  void dropped(String from, String to, Object body, String reason) {
    dropListener.dropped(from, to, body, reason);
  }

  private void leaving(DeliveryContext<Object> delivery) {
    TurnedLoop current = world.current();
    if (current == wire && world.gate.isOpen()) {
      delivery.next(); // the second copy of a message that sendAgain has made out to one receiver
      return;
    }
    TurnedLoop sender = current != null && world.isNode(current) ? current : null;
    if (sender != null && sender.isDead()) {
      return; // it crashed in the very task that goes on here: it never said this
    }
    List<AddressBook.Listener> receivers = addresses.at(delivery.message().address());
    if (!delivery.send() || receivers.size() > 1) {
      spread(delivery, sender);
      return;
    }
    TurnedLoop receiver = receiverOf(delivery);
    if (sender == null) {
      new Flight(this, delivery, "", receiver).arrive();
    } else if (receiver == null || receiver == sender || !world.isNode(receiver)) {
      delivery.next();
    } else {
      travel(new Flight(this, delivery, sender.name, receiver));
    }
  }

  /** For each receiver its own fate. */
  private void spread(DeliveryContext<Object> delivery, TurnedLoop sender) {
    String name = sender == null ? "" : sender.name;
    if (!delivery.send()) {
      for (TurnedLoop crashed : addresses.silenced(delivery.message().address())) {
        dropped(name, crashed.name, delivery.body(), "crashed");
      }
    }
    pass(delivery, (listener, loop, handling) -> {
      Flight flight = new Flight(this, delivery, name, loop, listener, handling);
      if (sender == null || !world.isNode(loop)) {
        flight.arrive();
      } else {
        travel(flight);
      }
    });
  }

  /** From now on messages do not meet the network: this one has them, and lets them arrive. */
  void hold(Consumer<Flight> newHolder) {
    if (wire.nextReadyNanos() != Long.MAX_VALUE) {
      throw new IllegalStateException(
          "messages are under way: let them arrive before the world is held");
    }
    holder = newHolder;
  }

  private void travel(Flight flight) {
    if (holder != null) {
      holder.accept(flight);
      return;
    }
    Fate fate = network.fate(flight.sender, flight.receiver().name, flight.delivery.body());
    if (fate.dropped() != null) {
      flight.lose(fate.dropped());
      return;
    }
    if (fate.delayNanos() == 0) {
      flight.arrive();
    } else {
      remember(flight);
      world.later(wire, fate.delayNanos(), flight);
    }
    if (fate.duplicateDelayNanos() >= 0) {
      world.later(wire, fate.duplicateDelayNanos(), () -> sendAgain(flight));
    }
  }

  private void remember(Flight flight) {
    ArrayDeque<Flight> flights = underWay.computeIfAbsent(flight.sender, key -> new ArrayDeque<>());
    while (!flights.isEmpty() && flights.peek().hasArrived()) {
      flights.poll();
    }
    flights.add(flight);
  }

  /**
   * A node that loses its power takes along what it had not yet put on the wire: on each of its
   * links the last few messages, how many is left to chance.
   */
  void crashed(String sender) {
    Map<String, List<Flight>> byLink = new TreeMap<>();
    for (Flight flight : underWay.getOrDefault(sender, new ArrayDeque<>())) {
      if (!flight.hasArrived()) {
        byLink.computeIfAbsent(flight.receiver().name, key -> new ArrayList<>()).add(flight);
      }
    }
    for (List<Flight> link : byLink.values()) {
      int onTheWire = random.nextInt(link.size() + 1);
      link.subList(onTheWire, link.size()).forEach(flight -> flight.lose("crashed"));
    }
    underWay.remove(sender);
  }

  /** To a crashed node nothing is delivered, and nobody is told: its sender must find out. */
  void handOver(Flight flight) {
    String address = flight.delivery.message().address();
    TurnedLoop crashed = addresses.silent(address);
    TurnedLoop receiver = flight.receiver();
    if (crashed != null) {
      dropped(flight.sender, crashed.name, flight.delivery.body(), "crashed");
    } else if (receiver != null && receiver.isDead() && addresses.at(address).isEmpty()) {
      flight.lose("crashed");
    } else {
      pass(flight.delivery, flight);
    }
  }

  private void pass(DeliveryContext<Object> delivery, Gate.Passage passage) {
    Gate.Passage before = world.gate.open(passage);
    try {
      delivery.next();
    } finally {
      world.gate.open(before);
    }
  }

  /** Sent from the wire, so it meets no network again; a reply to it meets nobody. */
  private void sendAgain(Flight flight) {
    Message<Object> message = flight.delivery.message();
    Object body = flight.delivery.body();
    DeliveryOptions options = VertxInternals.optionsOf(message);
    if (flight.chosen != null) {
      Gate.Passage before = world.gate.open((listener, loop, handling) -> {
        if (listener == flight.chosen) {
          new Flight(this, flight.delivery, flight.sender, loop, listener, handling).arrive();
        }
      });
      vertx.eventBus().publish(message.address(), body, options);
      world.gate.open(before);
    } else if (message.replyAddress() == null) {
      vertx.eventBus().send(message.address(), body, options);
    } else {
      vertx.eventBus().request(message.address(), body, options);
    }
  }

  private TurnedLoop receiverOf(DeliveryContext<Object> delivery) {
    String address = delivery.message().address();
    List<AddressBook.Listener> receivers = addresses.at(address);
    return receivers.isEmpty() ? addresses.silent(address) : receivers.get(0).loop();
  }
}
