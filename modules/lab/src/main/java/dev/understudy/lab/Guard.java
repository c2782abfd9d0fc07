package dev.understudy.lab;

import dev.understudy.cluster.trace.FirstDifference;
import dev.understudy.notebook.JavaCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells each story twice in this process and once in another one on each JDK, and compares. A seed
 * that does not decide everything shows in one of these: time, threads and identities differ at once,
 * what an earlier story left behind differs in another order of stories, and the order of hashed
 * collections differs in another process.
 */
final class Guard {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private record Telling(String story, long seed) {}

  private final Map<String, Story> stories = new LinkedHashMap<>();
  private final Class<?> teller;
  private final Children children;
  private final Consumer<String> progress;
  private final List<Leak> leaks = new ArrayList<>();

  /** A guard over these stories, which the main class {@code teller} can tell in another process. */
  Guard(List<Story> stories, Class<?> teller, Children children, Consumer<String> progress) {
    stories.forEach(story -> this.stories.put(story.name(), story));
    this.teller = teller;
    this.children = children;
    this.progress = progress;
  }

  /** All that does not repeat with one of {@code count} seeds, here or on one of these JDKs. */
  List<Leak> leaks(long firstSeed, int count, List<Jdk> jdks) throws InterruptedException {
    String here = Jdk.ofThisJvm().label();
    Map<Telling, String> marks = new LinkedHashMap<>();
    progress.accept(stories.size() + " stories, " + here);
    for (Story story : stories.values()) {
      for (int i = 0; i < count; i++) { // behind the greatest seed comes the least
        tellTwice(story, firstSeed + i, here, marks);
      }
    }
    for (Jdk jdk : marks.isEmpty() ? List.<Jdk>of() : jdks) {
      progress.accept(stories.size() + " stories, " + jdk.label() + " in another process");
      compare(marks, firstSeed, count, jdk);
    }
    return List.copyOf(leaks);
  }

  private void tellTwice(Story story, long seed, String here, Map<Telling, String> marks) {
    Story.Told one = story.tell(seed);
    Story.Told other = story.tell(seed);
    if (one.mark().equals(other.mark())) {
      marks.put(new Telling(story.name(), seed), one.mark());
    } else {
      leaks.add(new Leak(
          story.name(),
          seed,
          here,
          here + " again",
          FirstDifference.between(one.lines(), other.lines())));
    }
  }

  private void compare(Map<Telling, String> marks, long firstSeed, int count, Jdk jdk)
      throws InterruptedException {
    List<String> order = new ArrayList<>(List.of("marks", "" + firstSeed, "" + count));
    marks.keySet().stream().map(Telling::story).distinct().forEach(order::add);
    Map<Telling, String> theirs = new LinkedHashMap<>();
    for (String line : ask(jdk, Teller.MARK, order)) {
      String[] words = line.split(" ", 3);
      theirs.put(new Telling(words[2], Long.parseLong(words[1])), words[0]);
    }
    for (Map.Entry<Telling, String> ours : marks.entrySet()) {
      if (!ours.getValue().equals(theirs.get(ours.getKey()))) {
        leaks.add(leak(ours.getKey(), jdk));
      }
    }
  }

  private Leak leak(Telling telling, Jdk jdk) throws InterruptedException {
    List<String> theirs =
        ask(jdk, Teller.LINE, List.of("lines", "" + telling.seed(), telling.story()));
    List<String> ours = stories.get(telling.story()).tell(telling.seed()).lines();
    return new Leak(
        telling.story(),
        telling.seed(),
        Jdk.ofThisJvm().label(),
        jdk.label() + " in another process",
        FirstDifference.between(ours, theirs));
  }

  /** What a teller on this JDK prints after that word; whatever else the JVM prints is left out. */
  private List<String> ask(Jdk jdk, String word, List<String> order) throws InterruptedException {
    List<String> told = new ArrayList<>();
    List<String> others = new ArrayList<>();
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(JavaCommand.QUICK_START);
    command.addAll(List.of("-XX:-UsePerfData", "-cp", JavaCommand.ofThisJvm().classPath()));
    command.add(teller.getName());
    command.addAll(order);
    boolean isWell = children.run(
        LIMIT,
        line -> {
          if (line.startsWith(word)) {
            told.add(line.substring(word.length()));
          } else {
            others.add(line);
          }
        },
        command.toArray(String[]::new));
    if (!isWell) {
      throw new WrongInput("the stories could not be told by " + jdk.java() + ": "
          + (others.isEmpty() ? "it said nothing" : others.get(0)));
    }
    return told;
  }
}
