package dev.understudy.display;

import dev.understudy.display.Scene.Fold;
import dev.understudy.display.Scene.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the messages that only tick. Ten seconds of heartbeats are a thousand arrows that say one
 * thing; the first of each run is drawn, and those that fall between two other events are counted.
 * A periodic message that crosses another event is drawn: it may be the one that mattered.
 */
final class Folding {
  private static final int SHORTEST_RUN = 4;
  private static final Pattern EPOCH = Pattern.compile("\\b(epoch|term|ballot|view)=\\d+");

  /** The messages still drawn, those of them whose like were counted, and the counts. */
  record Result(List<Message> drawn, Set<Message> ticking, List<Fold> folds) {}

  private Folding() {}

  /** {@code fixed} are the moments of everything that is not a message, and the window's ends. */
  static Result fold(List<Message> messages, Set<Long> fixed, Set<String> clients) {
    Set<Message> ticking = ticking(messages, clients);
    TreeSet<Long> moments = new TreeSet<>(fixed);
    messages.stream().filter(m -> !ticking.contains(m)).forEach(m -> {
      moments.add(m.sent());
      moments.add(m.end());
    });
    Map<Long, List<Message>> byGap = new LinkedHashMap<>();
    for (Message message : ticking) {
      Long before = moments.floor(message.sent());
      Long after = moments.ceiling(message.end());
      boolean alone = before != null && after != null && after.equals(moments.higher(before));
      if (alone) {
        byGap.computeIfAbsent(before, gap -> new ArrayList<>()).add(message);
      }
    }
    Set<Message> folded = new LinkedHashSet<>();
    List<Fold> folds = new ArrayList<>();
    byGap.forEach((before, group) -> {
      if (repeats(group)) {
        folded.addAll(group);
        folds.add(new Fold(before, moments.higher(before), text(group)));
      }
    });
    folds.sort(Comparator.comparingLong(Fold::from));
    List<Message> drawn = messages.stream().filter(m -> !folded.contains(m)).toList();
    Set<String> counted = new LinkedHashSet<>();
    folded.forEach(m -> counted.add(series(m)));
    ticking.removeIf(m -> folded.contains(m) || !counted.contains(series(m)));
    return new Result(drawn, ticking, folds);
  }

  /** Counting one round would hide more than it saves: something must come at least twice. */
  private static boolean repeats(List<Message> group) {
    return group.stream().map(Folding::series).distinct().count() < group.size();
  }

  private static String text(List<Message> group) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Message m : group) {
      String lost = m.fate() == Scene.Fate.DROPPED ? " lost" : "";
      counts.merge(m.type() + lost, 1, Integer::sum);
    }
    List<String> parts = new ArrayList<>();
    counts.forEach((type, n) -> parts.add(Text.number(n) + " × " + type));
    return String.join("  ·  ", parts);
  }

  /** What has another epoch says another thing, though it ticks at the same pace. */
  private static String series(Message m) {
    Matcher epoch = EPOCH.matcher(m.body());
    String when = epoch.find() ? epoch.group() : "";
    return m.from() + "\n" + m.to() + "\n" + m.type() + "\n" + m.fate() + "\n" + m.reason() + "\n"
        + when;
  }

  /** What clients say is never folded: it is what the cluster is for. */
  private static Set<Message> ticking(List<Message> messages, Set<String> clients) {
    Map<String, List<Message>> bySeries = new LinkedHashMap<>();
    messages.stream()
        .filter(m -> m.fate() == Scene.Fate.DELIVERED || m.fate() == Scene.Fate.DROPPED)
        .filter(m -> !clients.contains(m.from()) && !clients.contains(m.to()))
        .sorted(Comparator.comparingLong(Message::sent))
        .forEach(
            m -> bySeries.computeIfAbsent(series(m), s -> new ArrayList<>()).add(m));
    Set<Message> ticking = new LinkedHashSet<>();
    bySeries.values().forEach(series -> addRuns(series, ticking));
    return ticking;
  }

  private static void addRuns(List<Message> series, Set<Message> ticking) {
    long pace = medianPace(series);
    int start = 0;
    for (int i = 1; i <= series.size(); i++) {
      if (i == series.size() || !goesOn(series.get(i - 1), series.get(i), pace)) {
        if (i - start >= SHORTEST_RUN) {
          ticking.addAll(series.subList(start + 1, i));
        }
        start = i;
      }
    }
  }

  /** Same words again, or another tick of a clock that is slow beside the message's own way. */
  private static boolean goesOn(Message a, Message b, long pace) {
    if (a.body().equals(b.body())) {
      return true;
    }
    long gap = b.sent() - a.sent();
    return gap > 6 * (b.end() - b.sent()) && Math.abs(gap - pace) * 4 <= pace;
  }

  private static long medianPace(List<Message> series) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < series.size(); i++) {
      gaps.add(series.get(i).sent() - series.get(i - 1).sent());
    }
    gaps.sort(null);
    return gaps.isEmpty() ? 0 : gaps.get(gaps.size() / 2);
  }
}
