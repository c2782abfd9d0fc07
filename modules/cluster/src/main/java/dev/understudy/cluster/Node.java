package dev.understudy.cluster;

import dev.understudy.cluster.fault.Fault.Point;
import dev.understudy.cluster.trace.Recorder;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.storage.SyncFailedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The host of a protocol: an ordinary verticle with the vocabulary in which protocols are written.
 *
 * <p><b>Asked now, done after the handler.</b> A handler asks to {@link #save}, {@link #append},
 * {@link #send} and {@link #reply}; nothing of it leaves the node before the handler has returned
 * and all that was saved is on the disk. So what others can see is always durable, and a protocol
 * needs no futures. While the disk works, events wait; then they are handled in one <em>turn</em>
 * and flushed together.
 *
 * <p>A crash forgets every field; only what was saved comes back, through {@link #load}, {@link
 * #loadLog} and {@link #loadSnapshot}. All code of a node runs on its own event loop.
 */
public abstract non-sealed class Node extends DurableNode {
  /** A message to which an answer is awaited, and what is done with that. */
  record Question(Envelope envelope, Consumer<Outcome<Object>> then) {}

  NodeSetting setting; // volatile: given anew at every start
  private Handlers handlers;
  Timers timers;

  private Turns turns;

  Outbox outbox; // volatile, and new at every start
  final Map<Long, Question> asked = new TreeMap<>();
  private String answered; // the sender of the message that is being handled; null if none is
  private long answeredId;

  private Resident resident; // volatile, as is all that it waits for

  final Life life = new Life();

  /** What is to be done with each type of message; asked once, at the start. */
  protected abstract Handlers handlers();

  /** Called once, before the first message: the place to load what was saved and to set timers. */
  protected void onStart() {}

  /** Called after the events of a turn, before the flush: the place to say once what they add up to. */
  protected void endOfTurn() {}

  /**
   * True if this protocol speaks of what is written but not yet durable. Whoever overrides this gives
   * up the first promise of this class, and says so in its lesson.
   */
  protected boolean speaksBeforeFlush() {
    return false;
  }

  /** Throws an {@link InvariantBroken} if this node is in a state that must never be. */
  protected void checkInvariants() {}

  /** What this node is in, flushed or not: an immutable record, for those who watch from outside. */
  public abstract Record state();

  /** This node's name. */
  public final String self() {
    return setting.name();
  }

  /**
   * Which of its disks this node has: 1 until one is lost, then 2, and so on. No disk can tell that of
   * itself: an empty one looks like the first. Here the world counts them; of a process it is whoever
   * puts in a new disk that has to say so, and each time a greater number, as etcd is told by {@code
   * initial-cluster-state} that its cluster is not new.
   */
  protected final int disk() {
    return setting.disk();
  }

  /** The names of the other members of the cluster. */
  protected final List<String> peers() {
    return setting.peers();
  }

  /** Time on this node's own clock, which no date setting moves, but which may be slow or fast. */
  protected final Duration now() {
    return Duration.ofNanos(setting.nanos().getAsLong());
  }

  /** The date as this node believes it to be: it may be wrong, and may jump. */
  protected final Instant wallClock() {
    return setting.wallClock().instant();
  }

  /** This node's own random numbers. */
  protected final RandomGenerator random() {
    return setting.random();
  }

  /** Sends a message when this turn's records are durable. It may get lost, and may arrive twice. */
  protected final void send(String to, Record message) {
    outbox.post(to, 0, message);
  }

  /** Answers the message that is being handled; not to be used where an answer is handled. */
  protected final void reply(Record message) {
    if (answered == null) {
      throw new IllegalStateException(
          "reply(" + message + ") outside the handler of a message: nobody to answer");
    }
    outbox.post(answered, answeredId, message);
  }

  /**
   * The same, but at once: of what this turn saved nothing is durable yet. Whoever uses this gives up
   * the first promise of this class for this one message, and its type says so.
   */
  protected final void replyBeforeFlush(Record message) {
    if (answered == null) {
      throw new IllegalStateException("replyBeforeFlush(" + message + ") outside a handler");
    }
    outbox.postEarly(answered, answeredId, message);
  }

  /**
   * Sends a message and hands the answer, or after the timeout an {@link Outcome.Unknown}, to {@code
   * then}.
   */
  protected final <A> void ask(
      String to, Record message, Duration timeout, Class<A> answer, Consumer<Outcome<A>> then) {
    Envelope question = outbox.question(to, message);
    long id = question.id();
    asked.put(id, new Question(question, outcome -> then.accept(outcome.as(answer))));
    timers.set(
        "ask " + id,
        timeout,
        () -> asked.remove(id).then().accept(Outcome.unknown("no answer from " + to)));
  }

  /** Runs an action once after a delay on this node's own clock; replaces a timer of that name. */
  protected final void setTimer(String name, Duration delay, Runnable action) {
    timers.set(name, delay, () -> {
      record(new TraceEvent.TimerFired(at(), self(), name));
      action.run();
    });
  }

  /** The timer of this name does not fire any more. */
  protected final void cancelTimer(String name) {
    timers.cancel(name);
  }

  @Override
  protected final void trace(String remark) {
    record(new TraceEvent.Noted(at(), self(), remark));
  }

  /** Writes into the trace that this node now has this role. */
  protected final void traceRole(String role, long epoch) {
    record(new TraceEvent.RoleChanged(at(), self(), role, epoch));
  }

  /** Writes into the trace that somebody asks this node, a client, for an operation. */
  protected final void traceCall(long call, Object operation) {
    record(new TraceEvent.ClientCalled(at(), self(), call, operation));
  }

  /** Writes into the trace what came of the call with this number. */
  protected final void traceReturn(long call, Outcome<?> outcome) {
    record(new TraceEvent.ClientReturned(at(), self(), call, outcome.isOk(), outcome));
  }

  /**
   * Lets code from outside begin something in this node's next turn. The future completes when the
   * action completes the promise, and not before what that turn saved is durable.
   */
  protected final <T> Future<T> begin(Consumer<Promise<T>> action) {
    Promise<T> outside = Promise.promise();
    Promise<T> inside = Promise.promise();
    inside.future().onComplete(result -> outbox.whenDurable(() -> outside.handle(result)));
    onLoop(() -> turns.add(() -> action.accept(inside)));
    return outside.future();
  }

  /** The client that lives in this node, for code that runs beside the protocol. */
  public final Resident resident() {
    return resident;
  }

  /**
   * Runs an action on this node's loop, without a hop if that is where the caller is. Before it starts
   * there is nobody to do it, as after a crash.
   */
  final void onLoop(Runnable action) {
    if (isOnLoop()) {
      action.run();
    } else if (context != null) {
      setting.enter().run();
      context.runOnContext(v -> action.run());
    }
  }

  final boolean isOnLoop() {
    return context != null && Vertx.currentContext() == context;
  }

  /** A message that did not travel is to be handled in the next turn. */
  final void hear(String from, Record message) {
    turns.add(() -> answer(from, 0, message));
  }

  /** The clock and the list of the trace, for the records of a client's calls. */
  final void record(TraceEvent event) {
    setting.recorder().add(event);
  }

  final long at() {
    return setting.traceNanos().getAsLong();
  }

  final Recorder recorder() {
    return setting.recorder();
  }

  final boolean isTraced() {
    return !setting.recorder().isIdle();
  }

  final void prepare(NodeSetting newSetting) {
    setting = newSetting;
    outbox = new Outbox(this, newSetting.ids());
    resident = new Resident(this, newSetting.name() + "#" + newSetting.incarnation());
  }

  /** The state, read on this node's own loop. */
  final Future<Record> inspect() {
    Promise<Record> state = Promise.promise();
    context.runOnContext(v -> state.complete(state()));
    return state.future();
  }

  /** Goes on after {@link Life#hold}. */
  final void release() {
    life.release();
    context.runOnContext(v -> turns.resume());
  }

  /** From now on this node handles one event at a time, and each takes so long; 0 ends that. */
  final void slowDown(long nanos) {
    life.slowDown(nanos);
    if (context != null) {
      context.runOnContext(v -> turns.changePace());
    }
  }

  @Override
  public final Future<?> start() {
    handlers = handlers();
    handlers.check(self());
    turns = new Turns(this, context, setting.journal());
    timers = new Timers(vertx, setting.nanos(), turns::add);
    return setting.journal().open().compose(this::started);
  }

  private Future<Void> started(Journal.Recovered found) {
    begins(found);
    record(new TraceEvent.Started(at(), self(), setting.incarnation(), setting.client()));
    vertx.eventBus().<Envelope>localConsumer(address(self()), this::receive);
    Promise<Void> open = Promise.promise();
    outbox.whenDurable(open::complete);
    turns.open(() -> {
      onStart();
      hasBegun();
      life.begin();
    });
    return open.future();
  }

  static String address(String node) {
    return "understudy." + node;
  }

  private void receive(Message<Envelope> message) {
    Envelope envelope = message.body();
    turns.add(() -> handle(envelope));
  }

  /** The message leaves the node. */
  final void transmit(String address, Envelope envelope) {
    vertx.eventBus().send(address, envelope);
  }

  private void handle(Envelope envelope) {
    pass(Point.BEFORE_HANDLING);
    if (isTraced()) {
      recorder().delivered(at(), envelope.id(), envelope.from(), envelope.to(), envelope.message());
    }
    Question question = asked.remove(envelope.answers());
    if (question != null) {
      timers.cancel("ask " + envelope.answers());
      question.then().accept(Outcome.ok(envelope.message()));
    } else {
      // Also an answer that nobody waits for, or waits for no more: a message like any other.
      answer(envelope.from(), envelope.id(), envelope.message());
    }
    pass(Point.AFTER_HANDLING);
  }

  private void answer(String from, long id, Object message) {
    answered = from;
    answeredId = id;
    handlers.handle(self(), from, message);
    answered = null;
  }

  @Override
  final Journal journal() {
    return setting.journal();
  }

  @Override
  final void saved(Object what) {
    turns.wrote();
    if (isTraced()) {
      recorder().saved(at(), self(), what);
    }
    pass(Point.AFTER_SAVE);
  }

  @Override
  final void stopAfter(SyncFailedException failure) {
    turns.add(() -> {
      throw failure;
    });
  }

  @Override
  final void pass(Point point) {
    setting.failpoints().pass(point);
  }
}
