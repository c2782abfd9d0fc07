package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent;
import dev.understudy.display.Scene.Kind;
import dev.understudy.display.Scene.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides what of a trace is drawn: the window, then the folding of periodic messages, then the cut
 * after as many events as were asked for.
 */
record Composition(Scene scene, Set<Message> ticking, TreeSet<Long> moments, Set<Long> headlines) {

  static Composition of(Trace whole, DiagramOptions options) {
    Trace trace = options.word().isEmpty() ? whole : CallsAbout.only(whole, options.word());
    long last = trace.events().stream().mapToLong(TraceEvent::atNanos).max().orElse(0);
    long from = options.from().toNanos();
    long to = Math.min(last, options.to().toNanos());
    Composition all = of(trace, from, to, options);
    Window window = new Window(trace.events(), eventTimes(all.scene), options);
    Composition part =
        window.isWhole() ? all : of(trace, window.from(from), window.to(to), options);
    return part.withoutIdleClients(trace);
  }

  private static Composition of(Trace trace, long from, long to, DiagramOptions options) {
    Scene all = new SceneReader(from, to, options.showTimers()).read(trace);
    TreeSet<Long> moments = fixedMoments(all);
    Folding.Result folded = Folding.fold(all.messages(), withEnds(moments, from, to), clients(all));
    folded.folds().forEach(f -> moments.addAll(List.of(f.from(), f.to())));
    Scene scene = all.folded(folded.drawn(), folded.folds());
    for (Message message : folded.drawn()) {
      moments.add(message.sent());
      if (message.fate() != Scene.Fate.IN_FLIGHT) {
        moments.add(message.end());
      }
    }
    return new Composition(scene, folded.ticking(), moments, headlines(scene));
  }

  /** A part of a trace shows all members, and those clients that did something in it. */
  private Composition withoutIdleClients(Trace trace) {
    long from = scene.from();
    long to = scene.to();
    int earlier = (int) trace.events().stream().filter(e -> e.atNanos() < from).count();
    int later = (int) trace.events().stream().filter(e -> e.atNanos() > to).count();
    if (earlier + later == 0) {
      return this;
    }
    Set<String> busy = new TreeSet<>();
    scene.messages().forEach(m -> busy.addAll(List.of(m.from(), m.to())));
    scene.calls().forEach(c -> busy.add(c.client()));
    scene.marks().forEach(m -> busy.add(m.lane()));
    scene.faults().forEach(f -> busy.addAll(f.nodes()));
    scene.roles().forEach(r -> busy.add(r.node()));
    List<String> idle = scene.lanes().stream()
        .filter(lane -> lane.client() && !busy.contains(lane.name()))
        .map(Scene.Lane::name)
        .toList();
    Scene shown = scene.without(new Scene.Outside(earlier, later, idle));
    return new Composition(shown, ticking, moments, headlines);
  }

  private static TreeSet<Long> fixedMoments(Scene scene) {
    TreeSet<Long> moments = new TreeSet<>();
    scene.marks().forEach(m -> moments.add(m.at()));
    scene.roles().stream().filter(Scene.Role::began).forEach(r -> moments.add(r.from()));
    scene.faults().forEach(f -> {
      add(moments, f.began(), f.from());
      add(moments, f.ended(), f.to());
    });
    scene.calls().forEach(c -> {
      add(moments, c.began(), c.from());
      add(moments, c.result() != Scene.Result.OPEN, c.to());
    });
    return moments;
  }

  private static Set<Long> withEnds(Set<Long> moments, long from, long to) {
    TreeSet<Long> ends = new TreeSet<>(moments);
    ends.addAll(List.of(from, to));
    return ends;
  }

  private static Set<String> clients(Scene scene) {
    Set<String> clients = new TreeSet<>();
    scene.lanes().stream().filter(Scene.Lane::client).forEach(lane -> clients.add(lane.name()));
    return clients;
  }

  private static void add(Set<Long> moments, boolean happened, long at) {
    if (happened) {
      moments.add(at);
    }
  }

  private static Set<Long> headlines(Scene scene) {
    Set<Long> headlines = new TreeSet<>();
    scene.marks().stream()
        .filter(m -> m.kind() == Kind.NOTE || m.kind() == Kind.RESTART)
        .forEach(m -> headlines.add(m.at()));
    scene.roles().stream()
        .filter(r -> r.began() && Palette.isLeading(r.name()))
        .forEach(r -> headlines.add(r.from()));
    scene.faults().stream().filter(Scene.Fault::began).forEach(f -> headlines.add(f.from()));
    return headlines;
  }

  /** When each drawn thing happened, in order; an arrow counts as its two ends. */
  private static List<Long> eventTimes(Scene scene) {
    List<Long> times = new ArrayList<>();
    scene.messages().forEach(m -> times.addAll(List.of(m.sent(), m.end())));
    scene.roles().forEach(r -> times.add(r.from()));
    scene.faults().forEach(f -> times.addAll(List.of(f.from(), f.to())));
    scene.calls().forEach(c -> times.addAll(List.of(c.from(), c.to())));
    scene.marks().forEach(m -> times.add(m.at()));
    times.sort(null);
    return times;
  }
}
