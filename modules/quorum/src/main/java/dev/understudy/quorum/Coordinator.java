package dev.understudy.quorum;

import dev.understudy.cluster.ClientMessage.Done;
import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.quorum.Change.Copy;
import dev.understudy.quorum.QuorumMessage.Consent;
import dev.understudy.quorum.QuorumMessage.Found;
import dev.understudy.quorum.QuorumMessage.Proposal;
import dev.understudy.quorum.QuorumMessage.Read;
import dev.understudy.quorum.QuorumMessage.Standing;
import dev.understudy.quorum.QuorumMessage.Store;
import dev.understudy.quorum.QuorumMessage.Stored;
import dev.understudy.quorum.QuorumMessage.Survey;
import dev.understudy.quorum.Rules.Repair;
import dev.understudy.storage.Command;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The part of a node that sees to the requests of clients. It asks the owners of the key and waits
 * for the fastest r or w of them; who asked gets no answer if there are too few, and asks again.
 *
 * <p>A write takes three rounds. <em>Survey</em>: r owners say how far the key is. <em>Proposal</em>:
 * w owners agree which version this write has; when its client asked again elsewhere, two
 * coordinators are at it, and must not give it two (K2). <em>Store</em>: w owners keep the copy. Only
 * from then on can anybody read it.
 */
final class Coordinator implements Coordination {
  /** So many requests at most are under way; the clients of others ask again. */
  static final int MOST_UNDER_WAY = 1_000;

  /** So long does it see to one request. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int LONGEST_RETREAT_MILLIS = 50;

  private final Keeper keeper;
  private final Rules rules;

  // Volatile: who is not answered asks again.
  private final SortedMap<String, Task> underWay = new TreeMap<>();
  private long round; // a ballot also has the number of this life, so no round comes twice

  Coordinator(Keeper keeper, Rules rules) {
    this.keeper = keeper;
    this.rules = rules;
  }

  @Override
  public void onRequest(Request request) {
    Task task = new Task(request);
    if (underWay.containsKey(task.id())) {
      return;
    }
    if (underWay.size() >= MOST_UNDER_WAY) {
      keeper.note("leaves " + task.id() + " to another node: " + MOST_UNDER_WAY + " are under way");
      return;
    }
    underWay.put(task.id(), task);
    keeper.after("task " + task.id(), PATIENCE, () -> giveUp(task));
    if (request.command().isReadOnly()) {
      read(task);
    } else {
      survey(task);
    }
  }

  private void giveUp(Task task) {
    underWay.remove(task.id());
    task.begin("given up"); // or answers that come late would move it on
  }

  private void survey(Task task) {
    task.attempt(keeper.ballot(++round));
    task.begin("survey");
    Request request = task.request();
    Survey survey = new Survey(request.client(), request.sequence(), task.key(), task.ballot());
    ask(task, stoodInFor -> survey, Standing.class, (node, standing) -> {
      if (!isOvertaken(task, standing.promised()) && task.count(node, standing) == rules.r()) {
        propose(task, task.all(Standing.class));
      }
    });
  }

  /** The version that the write was given before, if it may have been, or one above all others. */
  private void propose(Task task, List<Standing> standings) {
    Request request = task.request();
    long highest = standings.stream().mapToLong(s -> s.newest().counter()).max().orElse(0);
    Version version = keeper
        .givenBefore(standings)
        .orElse(new Version(highest + 1, request.client(), request.sequence()));
    task.begin("proposal");
    Proposal proposal = new Proposal(request.client(), request.sequence(), task.ballot(), version);
    ask(task, stoodInFor -> proposal, Consent.class, (node, consent) -> {
      if (!isOvertaken(task, consent.promised()) && task.count(node, consent) == rules.w()) {
        store(task, copyOf(request.command(), version), null);
      }
    });
  }

  private Copy copyOf(Command command, Version version) {
    return command instanceof Command.Put put
        ? new Copy(put.key(), put.value(), version, 0)
        : new Copy(command.key(), null, version, keeper.dateMillis());
  }

  /** A later attempt at the same write is under way elsewhere: it may finish, and then this one goes on. */
  private boolean isOvertaken(Task task, Ballot promised) {
    if (promised.compareTo(task.ballot()) <= 0) {
      return false;
    }
    round = Math.max(round, promised.round());
    task.begin("retreat");
    Duration retreat = Duration.ofMillis(1 + keeper.chance(LONGEST_RETREAT_MILLIS));
    keeper.after("again " + task.id(), retreat, () -> {
      if (task.isIn("retreat")) {
        survey(task);
      }
    });
    return true;
  }

  private void read(Task task) {
    task.begin("read");
    ask(task, stoodInFor -> new Read(task.key()), Found.class, (node, found) -> {
      int answers = task.count(node, found);
      if (answers == rules.r()) {
        onEnough(task, keeper.newest(found(task)));
      }
      if (answers >= rules.r() && rules.repair() == Repair.LATER) {
        repair(task, Copy.newest(found(task)));
      }
    });
  }

  private void onEnough(Task task, Copy newest) {
    long holders = found(task).stream()
        .filter(copy -> copy.version().equals(newest.version()))
        .count();
    boolean isWritten = !newest.version().equals(Version.NONE);
    if (rules.repair() == Repair.FIRST && isWritten && holders < rules.w()) {
      store(task, newest, newest.value());
    } else {
      finish(task, newest.value());
    }
  }

  private static List<Copy> found(Task task) {
    return task.all(Found.class).stream().map(Found::copy).toList();
  }

  /** Sends the newest copy to owners that answered with an older one, also after the reader was answered. */
  private void repair(Task task, Copy newest) {
    task.replace(Found.class, (node, answer) -> {
      boolean isOld = newest.isNewerThan(answer.copy());
      if (!isOld || !keeper.owns(node, task.key())) {
        return answer;
      }
      keeper.tell(node, new Store(newest, ""));
      return new Found(newest); // once is enough
    });
  }

  private void store(Task task, Copy copy, String result) {
    task.begin("store");
    int needed = keeper.storesNeeded();
    ask(task, owner -> new Store(copy, owner), Stored.class, (node, stored) -> {
      if (task.count(node, stored) == needed) {
        finish(task, result);
      }
    });
  }

  private void finish(Task task, String result) {
    underWay.remove(task.id());
    keeper.cancel("task " + task.id());
    keeper.tell(task.request().client(), new Done(task.request().sequence(), result));
  }

  private <A extends Record> void ask(
      Task task, Function<String, Record> message, Class<A> type, BiConsumer<String, A> then) {
    new Asking<>(keeper, rules, task, message, type, then).all();
  }

  @Override
  public List<String> underWay() {
    return underWay.values().stream().map(Task::toString).toList();
  }

  @Override
  public long round() {
    return round;
  }
}
