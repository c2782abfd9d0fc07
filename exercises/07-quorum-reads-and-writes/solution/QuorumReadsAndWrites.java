import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Outcome;
import dev.understudy.quorum.Ballot;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.Coordination;
import dev.understudy.quorum.Host;
import dev.understudy.quorum.QuorumMessage.Consent;
import dev.understudy.quorum.QuorumMessage.Found;
import dev.understudy.quorum.QuorumMessage.Proposal;
import dev.understudy.quorum.QuorumMessage.Read;
import dev.understudy.quorum.QuorumMessage.Standing;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.QuorumMessage.Stored;
import dev.understudy.quorum.QuorumMessage.Survey;
import dev.understudy.quorum.Rules;
import dev.understudy.quorum.Version;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How a node sees to what clients want, as the coordinator of their requests: it asks the n owners of
 * the key, and goes on when r or w of them have answered. Nobody leads. What the owners answer, and
 * what they keep on their disks, is given.
 *
 * <p>A write takes three rounds. <em>Survey</em>: how far is the key, and has this write a version
 * already? <em>Proposal</em>: it shall have this one. <em>Store</em>: keep it. A read takes one round,
 * and a second one if too few owners hold what it found.
 */
public class QuorumReadsAndWrites implements Coordination {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int LONGEST_RETREAT_MILLIS = 50;

  /** A request that is seen to. */
  private static final class Task {
    final Request request;

    /** Which attempt at its write this is. */
    Ballot ballot = Ballot.NONE;

    private String round = ""; // what its owners are asked now

    Task(Request request) {
      this.request = request;
    }

    String key() {
      return request.command().key();
    }

    String name() {
      return request.client() + " " + request.sequence();
    }
  }

  private final Host host;
  private final Rules rules; // how many are n, r and w

  // Volatile: who is not answered asks again.
  private final SortedMap<String, Task> underWay = new TreeMap<>();
  private long attempts;

  /** A coordinator for this node; n, r and w are as these rules say. */
  public QuorumReadsAndWrites(Host host, Rules rules) {
    this.host = host;
    this.rules = rules;
  }

  /** Asks the owners what they have of the key. */
  private void read(Task task) {
    ask(task, new Read(task.key()), Found.class, found -> {
      // begin: yours
      // > // Called for each answer, with all that have come so far, each a Found with its copy().
      // > // When they are as many as a read asks for: onFound.
      if (found.size() == rules.r()) {
        onFound(task, found.stream().map(Found::copy).toList());
      }
      // end: yours
    });
  }

  /** These copies were found, in the order in which the answers came. */
  private void onFound(Task task, List<Copy> copies) {
    // begin: yours
    // > // Which of them is the newest? A copy knows: isNewerThan(other).
    // > // The reader is told its value(), by `finish`: at once if as many hold that version() as a
    // > // write asks for. If they are fewer, the next reader may not see it: `store` it before.
    // > // A key that nobody has written has Version.NONE; nobody need store that.
    Copy newest = copies.stream().reduce((a, b) -> b.isNewerThan(a) ? b : a).orElseThrow();
    long holders =
        copies.stream().filter(copy -> copy.version().equals(newest.version())).count();
    if (holders >= rules.w() || newest.version().equals(Version.NONE)) {
      finish(task, newest.value());
    } else {
      store(task, newest, newest.value());
    }
    // end: yours
  }

  /** Asks the owners how far the key is, and whether this write has a version already. */
  private void survey(Task task) {
    task.ballot = host.ballot(++attempts);
    Request request = task.request;
    Survey survey = new Survey(request.client(), request.sequence(), task.key(), task.ballot);
    ask(task, survey, Standing.class, standings -> {
      // begin: yours
      // > // When they are as many as a read asks for: `propose` its version.
      if (standings.size() == rules.r()) {
        propose(task, version(request, standings));
      }
      // end: yours
    });
  }

  /** The version that this write shall have. */
  private Version version(Request request, List<Standing> standings) {
    // begin: yours
    // > // A client that was not answered has asked before, perhaps elsewhere. If an owner has
    // > // `accepted` an attempt at this very write, that has `given` it a version, which it keeps.
    // > // If there were several, the one of the latest ballot counts. Ballot.NONE: there was none.
    // > // Else it is new: its counter is one more than the highest among the `newest`.
    // > return Version.NONE;
    long highest = standings.stream().mapToLong(s -> s.newest().counter()).max().orElse(0);
    return standings.stream()
        .filter(standing -> !standing.accepted().equals(Ballot.NONE))
        .max(Comparator.comparing(Standing::accepted))
        .map(Standing::given)
        .orElse(new Version(highest + 1, request.client(), request.sequence()));
    // end: yours
  }

  /** Asks the owners to agree: this write shall have this version. */
  private void propose(Task task, Version version) {
    Request request = task.request;
    Proposal proposal = new Proposal(request.client(), request.sequence(), task.ballot, version);
    ask(task, proposal, Consent.class, consents -> {
      // begin: yours
      // > // When they are as many as a write asks for: `store` copyOf(the command, version). The
      // > // result of a write is null.
      if (consents.size() == rules.w()) {
        store(task, copyOf(request.command(), version), null);
      }
      // end: yours
    });
  }

  /** Asks the owners to keep a copy; then the client is told this result. */
  private void store(Task task, Copy copy, String result) {
    ask(task, new Store(copy, ""), Stored.class, stored -> {
      // begin: yours
      // > // When they are as many as a write asks for: `finish`.
      if (stored.size() == rules.w()) {
        finish(task, result);
      }
      // end: yours
    });
  }

  // Everything below is yours to use and need not be changed.

  @Override
  public void onRequest(Request request) {
    Task task = new Task(request);
    if (underWay.putIfAbsent(task.name(), task) != null) {
      return;
    }
    host.after("task " + task.name(), PATIENCE, () -> leave(task));
    if (request.command().isReadOnly()) {
      read(task);
    } else {
      survey(task);
    }
  }

  /** Tells the client, and is done with its request. */
  private void finish(Task task, String result) {
    leave(task);
    host.cancel("task " + task.name());
    host.tell(task.request.client(), new Done(task.request.sequence(), result));
  }

  private void leave(Task task) {
    underWay.remove(task.name());
    task.round = "left"; // answers that come late are not heard
  }

  /**
   * Asks all owners of the task's key. With each answer {@code then} gets all answers to this question
   * so far, one of each owner that has answered, until the task asks the next question. If an owner has
   * heard of a later attempt at this write, the task begins anew.
   */
  private <A extends Record> void ask(
      Task task, Record question, Class<A> type, Consumer<List<A>> then) {
    Map<String, A> answers = new LinkedHashMap<>();
    String round = question + " " + task.ballot;
    task.round = round;
    for (String owner : host.owners(task.key())) {
      host.question(owner, question, PATIENCE, type, outcome -> {
        if (task.round.equals(round) && outcome instanceof Outcome.Ok<A> ok) {
          if (promised(ok.value()).compareTo(task.ballot) > 0) {
            retreat(task, promised(ok.value()));
          } else {
            answers.put(owner, ok.value());
            then.accept(List.copyOf(answers.values()));
          }
        }
      });
    }
  }

  /** The latest attempt at this write that an owner has heard of, if it says so. */
  private static Ballot promised(Record answer) {
    if (answer instanceof Standing standing) {
      return standing.promised();
    }
    return answer instanceof Consent consent ? consent.promised() : Ballot.NONE;
  }

  /** Another coordinator sees to the same write: it may finish, and then this one begins anew. */
  private void retreat(Task task, Ballot later) {
    attempts = Math.max(attempts, later.round());
    task.round = "retreat";
    Duration retreat = Duration.ofMillis(1 + host.chance(LONGEST_RETREAT_MILLIS));
    host.after("again " + task.name(), retreat, () -> {
      if (task.round.equals("retreat")) {
        survey(task);
      }
    });
  }

  /** What a command leaves; a delete leaves a tombstone, which has a date. */
  private Copy copyOf(Command command, Version version) {
    return command instanceof Command.Put put
        ? new Copy(put.key(), put.value(), version, 0)
        : new Copy(command.key(), null, version, host.dateMillis());
  }

  @Override
  public List<String> underWay() {
    return underWay.values().stream()
        .map(task -> task.name() + " " + task.round)
        .toList();
  }

  @Override
  public long round() {
    return attempts;
  }
}
