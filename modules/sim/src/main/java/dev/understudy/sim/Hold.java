package dev.understudy.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A world whose messages, nodes and time are moved by hand: no message arrives before it is handed
 * over, no node runs before it is turned, and no time passes by itself. For tests that want one
 * certain order of things, and for a search through all of them. Nothing is left to chance any more,
 * but for what the verticles draw themselves.
 *
 * <pre>{@code
 * Hold hold = Hold.of(world);
 * hold.turn(paris);                              // paris asks rome
 * hold.messages().get(0).handOver();
 * hold.turn(rome);                               // rome answers
 * hold.messages().get(0).lose("on purpose");
 * hold.passTo(hold.nextTimer(paris));
 * hold.turn(paris);                              // its time-out
 * }</pre>
 *
 * <p>What the network was told does not count any more; a node that crashes loses nothing of what it
 * had sent, which can be done by {@link Message#lose}.
 */
public final class Hold {
  /** A message that was sent and has not arrived. */
  public final class Message {
    private final Flight flight;

    private Message(Flight flight) {
      this.flight = flight;
    }

    /** The sending node's name. */
    public String from() {
      return flight.sender;
    }

    /** The receiving node's name, as it was known when this was sent. */
    public String to() {
      return flight.receiver().name;
    }

    /** What is said. */
    public Object body() {
      return flight.delivery.body();
    }

    /** It arrives: its receiver handles it when that is turned. A crashed receiver never does. */
    public void handOver() {
      messages.remove(this);
      world.run(flight::arrive);
    }

    /** It never arrives, and whoever listens to drops hears of it. */
    public void lose(String reason) {
      messages.remove(this);
      flight.lose(reason);
    }

    @Override
    public String toString() {
      return from() + " -> " + to() + " " + body();
    }
  }

  private final World world;
  private final List<Message> messages = new ArrayList<>();

  private Hold(World world) {
    this.world = world;
  }

  /**
   * From now on, and for good, everything in this world is moved by hand.
   *
   * @throws IllegalStateException if a message is under way
   */
  public static Hold of(World world) {
    Hold hold = new Hold(world);
    world.interceptor.hold(flight -> hold.messages.add(hold.new Message(flight)));
    return hold;
  }

  /** The messages that have neither arrived nor been lost, in the order in which they were sent. */
  public List<Message> messages() {
    return List.copyOf(messages);
  }

  /**
   * Runs all that this node can do now: what has arrived, the timers that are due, and what follows
   * from that without the passing of time.
   *
   * @throws SimulationFailure if a verticle fails
   */
  public void turn(SimulatedNode node) {
    TurnedLoop loop = node.loop();
    world.run(() -> {
      while (loop.isReady() || world.outside.isReady()) {
        world.turning().turn(loop.isReady() ? loop : world.outside);
        world.throwFailure();
      }
    });
  }

  /** When the next timer of this node is due, in time since the world began; null if it has none. */
  public Duration nextTimer(SimulatedNode node) {
    long next = node.loop().nextReadyNanos();
    return next == Long.MAX_VALUE ? null : Duration.ofNanos(next);
  }

  /** Time goes on to this instant, unless that is past; no timer fires before its node is turned. */
  public void passTo(Duration instant) {
    world.turning().passTo(Math.max(instant.toNanos(), world.nowNanos()));
  }
}
