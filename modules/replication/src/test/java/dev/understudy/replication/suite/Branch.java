package dev.understudy.replication.suite;

import static dev.understudy.cluster.InvariantBroken.unless;

import dev.understudy.cluster.Cluster;
import dev.understudy.replication.Entry;
import dev.understudy.replication.standby.Label;
import dev.understudy.replication.standby.StandbyMessage.Fed;
import dev.understudy.replication.standby.StandbyMessage.Feed;
import dev.understudy.replication.standby.StandbyMessage.Subscribe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A standby on trial, delphi, among others that only say what they are told: two above, one below. */
final class Branch {
  static final String ON_TRIAL = "delphi";
  static final String ABOVE = "athens";
  static final String ALSO_ABOVE = "byzantium";
  static final String BELOW = "ephesus";
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final Cluster cluster;
  private final CascadingStandbySuite suite;
  private final Map<String, Listener> listeners = new LinkedHashMap<>();

  Branch(Cluster cluster, CascadingStandbySuite suite) {
    this.cluster = cluster;
    this.suite = suite;
    for (String name : List.of(ABOVE, ALSO_ABOVE)) {
      Listener listener = new Listener();
      listeners.put(name, listener);
      cluster.start(() -> listener, name);
    }
    cluster.attach(() -> suite.standby(ABOVE, ALSO_ABOVE), ON_TRIAL);
    listeners.put(BELOW, cluster.join(BELOW, new Listener()));
    wait(Duration.ofMillis(200));
  }

  /** The label of the leader's nth beat, so many steps away from it. */
  static Label label(long beat, int depth) {
    return new Label(1, 0, beat, depth);
  }

  /** Somebody above feeds so many entries behind that index; returns what it hears afterwards. */
  List<Object> feeds(String name, Label label, int previous, int many) {
    List<Entry> entries = IntStream.rangeClosed(previous + 1, previous + many)
        .mapToObj(Promises::entry)
        .toList();
    long epoch = previous == 0 ? 0 : 1;
    int end = previous + many + 5; // the leader has more than this one was sent
    return says(name, new Feed(label, end, previous, epoch, entries));
  }

  /** Who stands below wants to be fed, and has so many entries; returns what it hears afterwards. */
  List<Object> asks(Label label, int index) {
    return says(BELOW, new Subscribe(label, index, index == 0 ? 0 : 1));
  }

  /** byzantium feeds one entry more, again and again: long enough to have been asked meanwhile. */
  void feedsForAWhile(Label label) {
    int had = length();
    for (int i = 0; i < 15; i++) {
      feeds(ALSO_ABOVE, label, had, 1);
      wait(Duration.ofMillis(30));
    }
  }

  /** It has gone by beat 9, one step from the leader, so who goes by this may stand below it. */
  void expectNotFedBy(Label below, String meanwhile) {
    int had = length();
    feedsForAWhile(below);
    unless(
        length() == had,
        Tree.NO_CYCLE,
        () -> "delphi went by 9, one step from the leader, and " + meanwhile
            + ". Then it takes entries of who goes by " + below
            + ", and may have that label from delphi");
  }

  /** The receipts among these are true: at least so much, at most all that it holds. */
  static void expectFed(List<Object> heard, long least, long most) {
    boolean isTrue = heard.stream().anyMatch(Fed.class::isInstance)
        && heard.stream()
            .filter(Fed.class::isInstance)
            .mapToLong(message -> ((Fed) message).index())
            .allMatch(index -> index >= least && index <= most);
    unless(
        isTrue,
        Tree.POSITION,
        () -> "delphi holds the first " + most + " entries, and says " + heard);
  }

  private List<Object> says(String name, Record message) {
    int before = heardBy(name).size();
    cluster.await(listeners.get(name).say(ON_TRIAL, List.of(message)));
    wait(A_MOMENT);
    return heardSince(name, before);
  }

  List<Object> heardBy(String name) {
    return cluster.state(name, Listener.State.class).heard();
  }

  List<Object> heardSince(String name, int before) {
    List<Object> heard = heardBy(name);
    return heard.subList(before, heard.size());
  }

  /** The messages with entries among these. */
  static List<Feed> feeds(List<Object> heard) {
    return heard.stream()
        .filter(Feed.class::isInstance)
        .map(Feed.class::cast)
        .filter(feed -> !feed.entries().isEmpty())
        .toList();
  }

  /** How many entries it has. */
  int length() {
    return suite.viewOf(cluster, ON_TRIAL).log().size();
  }

  void wait(Duration time) {
    cluster.runFor(time);
  }
}
