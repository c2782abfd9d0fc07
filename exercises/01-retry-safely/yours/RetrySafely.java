import dev.understudy.cluster.ClientMessage;
import dev.understudy.cluster.ClientMessage.Busy;
import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.NotLeader;
import dev.understudy.cluster.ClientMessage.Rejected;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Handlers;
import dev.understudy.cluster.Node;
import dev.understudy.cluster.Outcome;
import dev.understudy.storage.Command;
import dev.understudy.storage.KeyValueStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two nodes that make asking again harmless. The {@link Caller} is the client: it gives each command
 * a number and sends it until it is answered. The {@link Store} is the lone node with the data: it
 * knows by client and number what it has applied already.
 */
public final class RetrySafely {
  private RetrySafely() {}

  /** A client. It has one command under way, the first of its calls; further ones wait. */
  public static final class Caller extends Node {
    /** So long is a command sent again and again; then the caller gives up. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    /** So long does it wait for an answer before it asks again. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private record Call(Command command, Promise<Outcome<String>> promise) {}

    /** What others may see of a client. */
    record State(long number, int calls) {}

    private final ArrayDeque<Call> calls = new ArrayDeque<>();

    /** The number of the command that is under way, or of the last one; the first one has 1. */
    private long number;

    /** Asks for a command when those before it have ended; the future says what is known of it. */
    public Future<Outcome<String>> execute(Command command) {
      return begin(promise -> {
        calls.add(new Call(command, promise));
        if (calls.size() == 1) {
          beginCall();
        }
      });
    }

    /** The first of the calls begins. */
    private void beginCall() {
      setTimer("give up", DEADLINE, this::giveUp);
      // Give it its number, and send it: that is attempt().
    }

    private void attempt() {
      Command command = calls.peek().command();
      // Send the store() a Request: your name, which is self(), the number, the command.
      // When PATIENCE is over, the timer "ask again" does the same once more.
    }

    /** The store says that it is done. It may say so late, or twice. */
    private void onDone(String store, Done done) {
      // If this is the answer to the command that is under way, finish with Outcome.ok.
      // How do you know that it is? And is there one under way at all?
    }

    /** The deadline is over, and nobody has answered. */
    private void giveUp() {
      Command command = calls.peek().command();
      // Finish with what is known now: Outcome.fail means "it did not happen and never will",
      // Outcome.unknown means "nobody knows". Which of them is true of a write, and which of a
      // command that isReadOnly()?
    }

    /** The command that is under way ends with this outcome, and the next one begins. */
    private void finish(Outcome<String> outcome) {
      cancelTimer("ask again");
      cancelTimer("give up");
      calls.poll().promise().complete(outcome);
      if (!calls.isEmpty()) {
        beginCall();
      }
    }

    /** The only member there is. */
    private String store() {
      return peers().get(0);
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of(ClientMessage.class)
          .on(Done.class, this::onDone)
          .answers(Request.class, NotLeader.class, Rejected.class, Busy.class);
    }

    @Override
    public State state() {
      return new State(number, calls.size());
    }
  }

  /**
   * A store on one node. What a handler appends is on the disk before anything that it says leaves
   * the node; a crash takes every field with it and leaves what was appended.
   */
  public static final class Store extends Node {
    /** What is remembered of a client: the number of its last command, and the result of it. */
    record Session(long lastNumber, String lastResult) {}

    /** What others may see of a store. */
    record State(SortedMap<String, String> content) {}

    private final KeyValueStore values = new KeyValueStore();
    private final Map<String, Session> sessions = new TreeMap<>(); // by the name of the client

    @Override
    protected void onStart() {
      // A crash takes all fields. loadLog(Request.class) is what was appended, oldest first.
      // What must be known again before the first request comes?
    }

    /** A client asks for something: for the first time, or again, or a message of it comes late. */
    private void onRequest(String from, Request request) {
      // Compare request.sequence() with the number in the client's session, if it has one:
      // - a new number: append() the request to the disk, apply it, and reply with Done;
      // - the last number: it was applied already; reply with what was answered then;
      // - an older one: its client has gone on. Nothing is applied, and nobody waits.
    }

    /** Applies a request that is new, and remembers it in its client's session. */
    private Session apply(Request request) {
      String result = values.apply(request.command());
      // Put number and result into sessions, under the name of the client.
      return new Session(0, result);
    }

    @Override
    protected Handlers handlers() {
      return Handlers.of(ClientMessage.class)
          .on(Request.class, this::onRequest)
          .answers(Done.class, NotLeader.class, Rejected.class, Busy.class);
    }

    @Override
    public State state() {
      return new State(values.snapshot());
    }
  }
}
