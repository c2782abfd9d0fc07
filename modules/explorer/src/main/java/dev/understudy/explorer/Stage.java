package dev.understudy.explorer;

import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.Envelope;
import dev.understudy.cluster.Situation;
import dev.understudy.cluster.Steps;
import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent.ClientCalled;
import dev.understudy.cluster.trace.TraceEvent.ClientReturned;
import java.time.Duration;
import java.util.List;

/** A real cluster of a subject after its opening, moved by choices, or one node of it by inputs. */
final class Stage implements Moment, AutoCloseable {
  private static final long SEED = 1;

  private final Cluster cluster = Cluster.simulated(SEED);
  private final List<Act> script;
  private final Steps steps;

  Stage(Subject subject) {
    script = List.copyOf(subject.opening().apply(cluster));
    steps = Steps.of(cluster);
    for (Act act : script) {
      if (!names().contains(act.who())) {
        throw new IllegalArgumentException("the act '" + act.words() + "' is done at '" + act.who()
            + "', who is not there: name one of " + names());
      }
    }
  }

  List<Act> script() {
    return script;
  }

  List<String> members() {
    return cluster.members();
  }

  long nowNanos() {
    return cluster.now().toNanos();
  }

  /** Lets so much time pass, as between two steps of a story; no timer fires by that. */
  void pause(Duration pause) {
    steps.passTo(cluster.now().plus(pause));
  }

  /** Does to the whole cluster what the choice says. */
  void take(Choice choice) {
    if (choice instanceof Choice.Deliver deliver) {
      steps.deliver(underWay(deliver.from(), deliver.to(), deliver.message()));
    } else if (choice instanceof Choice.Drop drop) {
      steps.lose(underWay(drop.from(), drop.to(), drop.message()));
    } else if (choice instanceof Choice.Flush flush) {
      steps.finishFlush(flush.node());
    } else if (choice instanceof Choice.Crash crash) {
      steps.crash(crash.node(), crash.unsynced());
    } else if (choice instanceof Choice.Restart restart) {
      steps.restart(restart.node());
    } else if (choice instanceof Choice.Timer timer) {
      steps.fire(timer.node(), Duration.ofNanos(Math.max(timer.atNanos(), due(timer.node()))));
    } else if (choice instanceof Choice.FromOutside outside) {
      act(outside.number());
    }
  }

  private long due(String node) {
    return situation(node).timers().values().stream()
        .mapToLong(nanos -> nanos)
        .min()
        .orElse(0);
  }

  private Envelope underWay(String from, String to, Object message) {
    return steps.underWay().stream()
        .filter(envelope -> envelope.from().equals(from) && envelope.to().equals(to))
        .filter(envelope -> envelope.message().equals(message))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(
            "%s is not under way from %s to %s: the search has led where the cluster does not go"
                .formatted(message, from, to)));
  }

  private void act(int number) {
    Act act = script.get(number);
    steps.act(act.who(), act.action());
  }

  /** Lets this happen to one node; returns what the node has said. */
  List<Envelope> take(String node, Input input) {
    int before = steps.underWay().size();
    steps.passTo(Duration.ofNanos(input.atNanos()));
    Input.What what = input.what();
    if (what instanceof Input.Received received) {
      steps.receive(received.envelope());
    } else if (what instanceof Input.Flushed) {
      steps.finishFlush(node);
    } else if (what instanceof Input.Crashed crashed) {
      steps.crash(node, crashed.unsynced());
    } else if (what instanceof Input.Restarted) {
      steps.restart(node);
    } else if (what instanceof Input.TimerDue) {
      steps.fire(node, Duration.ofNanos(input.atNanos()));
    } else if (what instanceof Input.Acted acted) {
      act(acted.number());
    }
    List<Envelope> all = steps.underWay();
    return all.subList(before, all.size());
  }

  Trace trace() {
    return cluster.trace();
  }

  @Override
  public List<String> names() {
    return steps.names();
  }

  @Override
  public Situation situation(String name) {
    return steps.situation(name);
  }

  @Override
  public List<ClientCalled> calls(String client) {
    return events(ClientCalled.class, client);
  }

  @Override
  public List<ClientReturned> returns(String client) {
    return events(ClientReturned.class, client);
  }

  private <E extends dev.understudy.cluster.trace.TraceEvent> List<E> events(
      Class<E> type, String lane) {
    return cluster.trace().events().stream()
        .filter(event -> type.isInstance(event) && event.where().equals(lane))
        .map(type::cast)
        .toList();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
