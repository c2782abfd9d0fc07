package dev.understudy.sim;

import io.vertx.core.eventbus.DeliveryContext;

/**
 * One message on its way to one receiver. As a task of the wire it arrives; as a task of the
 * receiver it is handled there, and until then a crash can tell that it was lost.
 */
final class Flight implements Runnable, Gate.Passage {
  final DeliveryContext<Object> delivery;

  /** The sending node's name; empty for a message from outside of all nodes. */
  final String sender;

  /** The loop that will handle it; null as long as nobody listens. */
  private TurnedLoop receiver;

  /** The handler, if it was chosen at sending; else the bus chooses on arrival. */
  final AddressBook.Listener chosen;

  private final NetworkInterceptor interceptor;
  private Runnable handling;
  private boolean arrived;

  /** A message whose handler the bus looks up on arrival. */
  Flight(
      NetworkInterceptor interceptor,
      DeliveryContext<Object> delivery,
      String sender,
      TurnedLoop receiver) {
    this(interceptor, delivery, sender, receiver, null, null);
  }

  /** A message that the bus has already made out to this handler. */
  Flight(
      NetworkInterceptor interceptor,
      DeliveryContext<Object> delivery,
      String sender,
      TurnedLoop receiver,
      AddressBook.Listener chosen,
      Runnable handling) {
    this.interceptor = interceptor;
    this.delivery = delivery;
    this.sender = sender;
    this.receiver = receiver;
    this.chosen = chosen;
    this.handling = handling;
  }

  @Override
  public void run() {
    if (!arrived) {
      arrive();
    } else if (handling != null) {
      handling.run();
    }
  }

  /** Gets to the receiver's queue, or is lost if the receiver has crashed. */
  void arrive() {
    arrived = true;
    if (chosen == null) {
      interceptor.handOver(this);
    } else {
      receiver.receive(this);
    }
  }

  @Override
  public void take(AddressBook.Listener listener, TurnedLoop loop, Runnable task) {
    receiver = loop;
    handling = task;
    loop.receive(this);
  }

  /** It will not be handled. On the wire it may be lost before it arrives. */
  void lose(String reason) {
    arrived = true;
    handling = null;
    interceptor.dropped(sender, receiver.name, delivery.body(), reason);
  }

  boolean hasArrived() {
    return arrived;
  }

  TurnedLoop receiver() {
    return receiver;
  }
}
