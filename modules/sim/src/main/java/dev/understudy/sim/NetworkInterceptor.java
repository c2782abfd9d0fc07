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

/**
 * Puts the network between the nodes of a world: catches each message as it leaves and hands it over
 * when the network says so. Senders and receivers are known by their loops.
 *
 * <p>A message with one receiver waits on the way. A message that is published, or whose receiver
 * Vert.x chooses among several, is known to reach a node only when it is there: it waits at the
 * receiver.
 */
final class NetworkInterceptor {
  /** Carries the sender's name to the receiver's side; taken off before a handler sees it. */
  private static final String SENDER = "understudy-sender";

  private final World world;
  private final Vertx vertx;
  private final Network network;
  private final AddressBook addresses;
  private final TurnedLoop wire;

  /** Messages with a delay, by sender, in the order in which they left. */
  private final Map<String, ArrayDeque<Flight>> underWay = new HashMap<>(); // looked up by key

  private final RandomStream random;

  /** True once a message was marked; until then no message's headers need be looked at. */
  private boolean marking;

  private World.DropListener dropListener = (from, to, body, reason) -> {};

  NetworkInterceptor(
      World world, Vertx vertx, Network network, AddressBook addresses, TurnedLoop wire) {
    this.world = world;
    this.vertx = vertx;
    this.network = network;
    this.addresses = addresses;
    this.wire = wire;
    random = world.random("crash");
    vertx.eventBus().addOutboundInterceptor(this::leaving);
    vertx.eventBus().addInboundInterceptor(this::arriving);
  }

  void onDrop(World.DropListener listener) {
    dropListener = listener;
  }

  private void leaving(DeliveryContext<Object> delivery) {
    TurnedLoop sender = world.current();
    if (sender == null || !world.isNode(sender)) {
      handOver(delivery, "", receiverOf(delivery));
      return;
    }
    List<AddressBook.Listener> receivers = addresses.at(delivery.message().address());
    if (!delivery.send() || receivers.size() > 1) {
      marking = true;
      delivery.message().headers().set(SENDER, sender.name);
      delivery.next();
      return;
    }
    TurnedLoop receiver = receiverOf(delivery);
    if (receiver == null || !world.isNode(receiver)) {
      delivery.next();
      return;
    }
    travel(delivery, sender.name, receiver);
  }

  private void travel(DeliveryContext<Object> delivery, String sender, TurnedLoop receiver) {
    Fate fate = network.fate(sender, receiver.name);
    if (fate.dropped() != null) {
      dropListener.dropped(sender, receiver.name, delivery.body(), fate.dropped());
      return;
    }
    if (fate.delayNanos() == 0) {
      handOver(delivery, sender, receiver);
    } else {
      Flight flight = new Flight(delivery, sender, receiver);
      remember(flight);
      world.later(wire, fate.delayNanos(), flight);
    }
    if (fate.duplicateDelayNanos() >= 0) {
      world.later(wire, fate.duplicateDelayNanos(), () -> sendAgain(delivery));
    }
  }

  /** A message on its way; as a task, its arrival. */
  private final class Flight implements Runnable {
    final DeliveryContext<Object> delivery;
    final String sender;
    final TurnedLoop receiver;
    boolean over;

    Flight(DeliveryContext<Object> delivery, String sender, TurnedLoop receiver) {
      this.delivery = delivery;
      this.sender = sender;
      this.receiver = receiver;
    }

    @Override
    public void run() {
      if (!over) {
        over = true;
        handOver(delivery, sender, receiver);
      }
    }

    void lose() {
      over = true;
      dropListener.dropped(sender, receiver.name, delivery.body(), "crashed");
    }
  }

  private void remember(Flight flight) {
    ArrayDeque<Flight> flights = underWay.computeIfAbsent(flight.sender, key -> new ArrayDeque<>());
    while (!flights.isEmpty() && flights.peek().over) {
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
      if (!flight.over) {
        byLink.computeIfAbsent(flight.receiver.name, key -> new ArrayList<>()).add(flight);
      }
    }
    for (List<Flight> link : byLink.values()) {
      int onTheWire = random.nextInt(link.size() + 1);
      link.subList(onTheWire, link.size()).forEach(Flight::lose);
    }
    underWay.remove(sender);
  }

  /** To a crashed node nothing is delivered, and nobody is told: its sender must find out. */
  private void handOver(DeliveryContext<Object> delivery, String sender, TurnedLoop receiver) {
    String address = delivery.message().address();
    TurnedLoop crashed = addresses.silenced(address);
    if (crashed != null) {
      dropListener.dropped(sender, crashed.name, delivery.body(), "crashed");
    } else if (receiver != null && receiver.isDead() && addresses.at(address).isEmpty()) {
      dropListener.dropped(sender, receiver.name, delivery.body(), "crashed");
    } else {
      delivery.next();
    }
  }

  /** Sent from the wire, so it passes {@link #leaving} untouched; a reply to it meets nobody. */
  private void sendAgain(DeliveryContext<Object> delivery) {
    Message<Object> message = delivery.message();
    DeliveryOptions options = VertxInternals.optionsOf(message);
    if (message.replyAddress() == null) {
      vertx.eventBus().send(message.address(), delivery.body(), options);
    } else {
      vertx.eventBus().request(message.address(), delivery.body(), options);
    }
  }

  private void arriving(DeliveryContext<Object> delivery) {
    TurnedLoop receiver = world.current();
    Message<Object> message = delivery.message();
    if (!marking || receiver == null || !message.headers().contains(SENDER)) {
      delivery.next();
      return;
    }
    String sender = message.headers().get(SENDER);
    message.headers().remove(SENDER);
    Fate fate = network.fate(sender, receiver.name);
    if (fate.dropped() != null) {
      dropListener.dropped(sender, receiver.name, delivery.body(), fate.dropped());
    } else if (fate.delayNanos() == 0) {
      delivery.next();
    } else {
      world.later(receiver, fate.delayNanos(), delivery::next);
    }
  }

  private TurnedLoop receiverOf(DeliveryContext<Object> delivery) {
    String address = delivery.message().address();
    List<AddressBook.Listener> receivers = addresses.at(address);
    return receivers.isEmpty() ? addresses.silenced(address) : receivers.get(0).loop();
  }
}
