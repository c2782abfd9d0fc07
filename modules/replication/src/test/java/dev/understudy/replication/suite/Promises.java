package dev.understudy.replication.suite;

import dev.understudy.cluster.ClientMessage.Request;
import dev.understudy.cluster.Cluster;
import dev.understudy.cluster.InvariantBroken;
import dev.understudy.replication.Entry;
import dev.understudy.replication.ReplicationMessage.Append;
import dev.understudy.replication.ReplicationMessage.Flushed;
import dev.understudy.replication.suite.LogShippingSuite.View;
import dev.understudy.storage.Command;
import java.util.List;
import java.util.stream.IntStream;

/** What is promised of log shipping, in words, and how single messages show whether it is kept. */
final class Promises {
  static final String ASYNC =
      "R3 an asynchronous write waits for the leader's disk and nothing else";
  static final String STAYS = "R1 what was acknowledged stays while the leader's disk does";
  static final String ONE_LEADER = "O1 only the leader takes writes";
  static final String ORDER = "A1 the leader's log has each request once, in the order of arrival";
  static final String PREFIX = "R4 a follower's log is a prefix of its leader's";
  static final String APPLIED = "R6 what is committed is applied, in order and once";
  static final String POSITION = "R4 a follower says truly up to where its disk holds the log";
  static final String BOUNDED = "R9 what is under way to a follower is bounded";
  static final String LIVE = "L after the faults every follower gets the whole log";
  static final String FROM_WHERE_IT_STANDS = "C1 a follower catches up from where it stands";

  private Promises() {}

  /** Entries from this place on, as a leader would send them. */
  static Append append(int previous, int many, long committed) {
    List<Entry> entries = IntStream.rangeClosed(previous + 1, previous + many)
        .mapToObj(Promises::entry)
        .toList();
    return new Append(1, previous, previous == 0 ? 0 : 1, entries, committed);
  }

  static Entry entry(int index) {
    return new Entry(1, new Request("alice", index, new Command.Append("diary", index + ",")));
  }

  static long reached(List<Append> appends) {
    return appends.stream()
        .mapToLong(append -> append.previousIndex() + append.entries().size())
        .max()
        .orElse(0);
  }

  static void expectAtMost(int most, long flushed, List<Append> sent) {
    long under = reached(sent) - flushed;
    InvariantBroken.unless(
        under <= most,
        BOUNDED,
        "byzantium has flushed " + flushed + " entries and was sent " + under
            + " more, which is over " + most);
  }

  /** One entry for each of these requests, in their order; what a leader adds for itself is its own. */
  static void expectEntries(List<Entry> log, List<Request> requests) {
    List<Entry> theirs = log.stream().filter(entry -> entry.request() != null).toList();
    List<Entry> expected =
        requests.stream().map(request -> new Entry(1, request)).toList();
    InvariantBroken.unless(
        theirs.equals(expected),
        ORDER,
        "of " + requests.size() + " requests it made " + theirs.size()
            + " entries, the first of them " + theirs.stream().findFirst().orElse(null));
  }

  /** What a message carries stands in the leader's log at that place. */
  static void expectFaithful(Append append, List<Entry> log) {
    int begin = (int) append.previousIndex();
    int end = begin + append.entries().size();
    boolean isFaithful = end <= log.size()
        && append.entries().equals(log.subList(begin, end))
        && append.previousEpoch() == (begin == 0 ? 0 : 1)
        && append.committed() <= log.size();
    InvariantBroken.unless(
        isFaithful, PREFIX, "the leader, with " + log.size() + " entries, sends " + append);
  }

  /** One answer: everything up to at least {@code least} and truly at most {@code most}. */
  static void expectFlushed(long least, long most, List<Object> answers) {
    boolean isTrue = answers.size() == 1
        && answers.get(0) instanceof Flushed flushed
        && flushed.epoch() == 1
        && flushed.index() >= least
        && flushed.index() <= most;
    InvariantBroken.unless(
        isTrue, POSITION, "byzantium holds the entries up to " + most + " and answers " + answers);
  }

  /** When it has told the leader all this, the last thing it is sent begins where it stands, or later. */
  static void expectNewest(Rehearsal rehearsal, long stands, Record... told) {
    rehearsal.tell(told);
    List<Append> heard = rehearsal.appendsHeardBy("byzantium");
    Append newest = heard.get(heard.size() - 1);
    InvariantBroken.unless(
        newest.previousIndex() >= stands,
        FROM_WHERE_IT_STANDS,
        "byzantium has flushed " + stands + " entries, there are more, and it is sent " + newest);
  }

  /** These members have the log and content of the first of them. */
  static void expectEqual(LogShippingSuite suite, Cluster cluster, List<String> members) {
    View leader = suite.viewOf(cluster, members.get(0));
    for (String member : members) {
      View seen = suite.viewOf(cluster, member);
      InvariantBroken.unless(
          seen.log().equals(leader.log()),
          LIVE,
          member + " has " + seen.log().size() + " of " + leader.log().size() + " entries");
      InvariantBroken.unless(
          seen.committed() == leader.committed() && seen.content().equals(leader.content()),
          APPLIED,
          member + " has committed " + seen.committed() + " of " + leader.committed()
              + " entries and holds " + seen.content());
    }
  }
}
