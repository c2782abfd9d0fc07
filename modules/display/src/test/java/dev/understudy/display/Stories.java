package dev.understudy.display;

import dev.understudy.cluster.trace.Trace;
import dev.understudy.cluster.trace.TraceEvent.FaultKind;
import java.util.List;
import java.util.SplittableRandom;

/** Traces of the kind that learners will look at, written by hand. */
final class Stories {
  private static final String A = "athens";
  private static final String B = "byzantium";
  private static final String C = "cyrene";

  private Stories() {}

  /** What the nodes of the stories say to each other. */
  sealed interface Word {
    record Put(String key, String value) implements Word {}

    record PutReply(boolean done) implements Word {}

    record Append(long term, long from, long to, List<String> entries) implements Word {}

    record Ack(long term, long index) implements Word {}

    record Heartbeat(long term, long commit) implements Word {}

    record RequestVote(long term, String candidate, long lastIndex) implements Word {}

    record Vote(long term, boolean granted) implements Word {}

    record Ballot(long term, String votedFor) implements Word {}

    record Entry(long index, String value) implements Word {}

    record Ok(String value) implements Word {}

    record Fail(String reason) implements Word {}

    record Unknown(String reason) implements Word {}
  }

  /** One put on a healthy cluster of three. */
  static Trace replication() {
    TraceBuilder trace = new TraceBuilder().nodes(A, B, C).clients("alice");
    trace.role(0.1, A, "primary", 1).role(0.1, B, "backup", 1).role(0.1, C, "backup", 1);
    put(trace, 2, 1, "paw", "left", "alice");
    put(trace, 30, 2, "ear", "floppy", "alice");
    return trace.build();
  }

  private static void put(
      TraceBuilder trace, double at, long index, String key, String value, String client) {
    Word.Append append = new Word.Append(1, index, index, List.of(key));
    trace.call(at, at + 4.6, client, index, new Word.Put(key, value), true, new Word.Ok(value));
    trace.message(at, at + 0.9, client, A, new Word.Put(key, value));
    trace.saved(at + 0.9, A, new Word.Entry(index, value)).flushed(at + 1.4, A);
    trace.message(at + 1.4, at + 2.1, A, B, append).message(at + 1.4, at + 2.6, A, C, append);
    trace.saved(at + 2.1, B, new Word.Entry(index, value)).flushed(at + 2.5, B);
    trace.saved(at + 2.6, C, new Word.Entry(index, value)).flushed(at + 3.0, C);
    trace.message(at + 2.5, at + 3.3, B, A, new Word.Ack(1, index));
    trace.message(at + 3.0, at + 4.2, C, A, new Word.Ack(1, index));
    trace.message(at + 3.3, at + 4.6, A, client, new Word.PutReply(true));
  }

  /** The primary crashes while a put is on its way; a backup is promoted, the old one comes back. */
  static Trace failover() {
    TraceBuilder trace = new TraceBuilder().nodes(A, B, C).clients("alice");
    trace.role(0.1, A, "primary", 1).role(0.1, B, "backup", 1).role(0.1, C, "backup", 1);
    put(trace, 5, 1, "paw", "left", "alice");
    trace.call(
        40, 1040, "alice", 2, new Word.Put("ear", "floppy"), false, new Word.Unknown("timeout"));
    trace.message(40, 40.8, "alice", A, new Word.Put("ear", "floppy"));
    trace.saved(40.8, A, new Word.Entry(2, "floppy"));
    trace.fault(41.0, 1500, FaultKind.CRASH, A, A);
    trace.lost(43, 43.9, B, A, new Word.Ack(1, 1), "crashed");
    trace.note(900, B, "suspects athens");
    trace.message(900.2, 901, B, C, new Word.RequestVote(2, B, 1));
    trace.lost(900.2, 901.3, B, A, new Word.RequestVote(2, B, 1), "crashed");
    trace.saved(901, C, new Word.Ballot(2, B)).flushed(901.4, C);
    trace.message(901.4, 902.2, C, B, new Word.Vote(2, true));
    trace.role(902.2, B, "primary", 2);
    trace.message(902.2, 903, B, C, new Word.Heartbeat(2, 1));
    trace.call(
        1100, 1103.6, "alice", 3, new Word.Put("ear", "pointed"), true, new Word.Ok("pointed"));
    trace.message(1100, 1100.8, "alice", B, new Word.Put("ear", "pointed"));
    trace.message(1100.8, 1101.6, B, C, new Word.Append(2, 2, 2, List.of("ear")));
    trace.message(1101.6, 1102.6, C, B, new Word.Ack(2, 2));
    trace.message(1102.6, 1103.6, B, "alice", new Word.PutReply(true));
    trace.restart(1500, A);
    trace.message(1502, 1503, B, A, new Word.Heartbeat(2, 2));
    trace.role(1503, A, "backup", 2);
    trace.message(1503, 1504.1, A, B, new Word.Ack(2, 1));
    trace.message(1504.1, 1505, B, A, new Word.Append(2, 2, 2, List.of("ear")));
    return trace.build();
  }

  /** A primary that was cut off believes it still leads; a paused node wakes up late. */
  static Trace splitBrain() {
    TraceBuilder trace = new TraceBuilder().nodes(A, B, C).clients("alice", "bob");
    trace.role(0.1, A, "leader", 1).role(0.1, B, "follower", 1).role(0.1, C, "follower", 1);
    put(trace, 2, 1, "paw", "left", "alice");
    trace.fault(20, 420, FaultKind.PARTITION, "athens | byzantium cyrene", A, B, C);
    trace.call(
        22,
        522,
        "alice",
        2,
        new Word.Put("ear", "x<y & \"z\""),
        false,
        new Word.Unknown("timeout"));
    trace.message(22, 22.9, "alice", A, new Word.Put("ear", "x<y & \"z\""));
    Word.Append append = new Word.Append(1, 2, 2, List.of("ear"));
    trace.lost(23, 23, A, B, append, "partition").lost(23, 23, A, C, append, "partition");
    trace.lost(73, 73, A, B, append, "partition").lost(73, 73, A, C, append, "partition");
    trace.timer(200, B, "election").role(200, B, "candidate", 2);
    trace.message(200, 200.9, B, C, new Word.RequestVote(2, B, 1));
    trace.lost(200, 200, B, A, new Word.RequestVote(2, B, 1), "partition");
    trace.message(201, 201.8, C, B, new Word.Vote(2, true));
    trace.role(201.8, B, "leader", 2);
    trace.call(230, 234, "bob", 1, new Word.Put("ear", "round"), true, new Word.Ok("round"));
    trace.message(230, 230.8, "bob", B, new Word.Put("ear", "round"));
    trace.message(230.8, 231.7, B, C, new Word.Append(2, 2, 2, List.of("ear")));
    trace.message(231.7, 232.8, C, B, new Word.Ack(2, 2));
    trace.message(232.8, 234, B, "bob", new Word.PutReply(true));
    trace.fault(300, 460, FaultKind.PAUSE, C, C);
    trace.message(425, 425.9, B, A, new Word.Heartbeat(2, 2));
    trace.role(425.9, A, "follower", 2);
    trace.twice(426, 427, 429, A, B, new Word.Ack(2, 1));
    trace.message(430, 431, B, A, new Word.Append(2, 2, 2, List.of("ear")));
    trace.call(
        530, 533, "alice", 3, new Word.Put("ear", "z"), false, new Word.Fail("not the leader"));
    trace.message(530, 531, "alice", A, new Word.Put("ear", "z"));
    trace.message(531.4, 533, A, "alice", new Word.PutReply(false));
    trace.underway(532, B, C, new Word.Heartbeat(2, 2));
    return trace.build();
  }

  /** Ten seconds of heartbeats between five nodes, one put, one crash. */
  static Trace heartbeats() {
    String[] names = {A, B, C, "delphi", "ephesus"};
    TraceBuilder trace = new TraceBuilder().nodes(names).clients("alice");
    trace.role(1, A, "leader", 1);
    for (int i = 1; i < 5; i++) {
      trace.role(1.5, names[i], "follower", 1);
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int tick = 1; tick < 120; tick++) {
      for (int i = 1; i < 5; i++) {
        double sent = 50 * tick;
        double arrives = sent + 0.5 + random.nextDouble();
        trace.message(sent, arrives, A, names[i], new Word.Heartbeat(1, tick < 50 ? 0 : 1));
        trace.message(
            arrives, arrives + 0.5 + random.nextDouble(), names[i], A, new Word.Ack(1, tick));
      }
    }
    put(trace, 2510, 1, "paw", "left", "alice");
    trace.fault(6020, 9000, FaultKind.CRASH, A, A);
    trace.role(6200, B, "leader", 2);
    for (int tick = 125; tick < 200; tick++) {
      double sent = 50 * tick;
      trace.message(sent, sent + 1, B, C, new Word.Heartbeat(2, 1));
      trace.message(sent, sent + 1.2, B, "delphi", new Word.Heartbeat(2, 1));
      trace.message(sent, sent + 1.4, B, "ephesus", new Word.Heartbeat(2, 1));
      if (sent < 9000) {
        trace.lost(sent, sent + 1.1, B, A, new Word.Heartbeat(2, 1), "crashed");
      } else {
        trace.message(sent, sent + 1.1, B, A, new Word.Heartbeat(2, 1));
      }
    }
    trace.restart(9000, A).role(9001.1, A, "follower", 2);
    return trace.build();
  }

  /** One of each kind of fault, and many of them on one node at once. */
  static Trace everyFault() {
    TraceBuilder trace = new TraceBuilder().nodes(A, B, C, "delphi", "ephesus").clients("alice");
    trace.role(0.1, A, "leader", 1).role(0.1, B, "follower", 1);
    double at = 10;
    for (FaultKind kind : FaultKind.values()) {
      String detail = kind == FaultKind.PARTITION ? "athens | everybody else" : "what it says";
      String[] touched = kind == FaultKind.PARTITION
          ? new String[] {A}
          : FaultPainter.isNarrow(kind) ? new String[] {C} : new String[] {B, "delphi"};
      trace.fault(at, at + 6, kind, detail, touched);
      trace.message(at + 2, at + 3, B, "delphi", new Word.Heartbeat(1, 1));
      at += 10;
    }
    for (FaultKind kind : new FaultKind[] {
      FaultKind.SLOW, FaultKind.SKEW, FaultKind.SLOW_DISK, FaultKind.CRASH_LOOP, FaultKind.LOSS
    }) {
      trace.fault(at++, at + 20, kind, "of many", "ephesus");
    }
    trace.message(at + 3, at + 4, A, "ephesus", new Word.Heartbeat(1, 1));
    return trace.build();
  }

  /** Much goes well for long; then the leader changes twice and a call fails; then all goes well again. */
  static Trace longRun() {
    String[] names = {A, B, C, "delphi", "ephesus"};
    TraceBuilder trace = new TraceBuilder().nodes(names).clients("alice", "bob", "carol");
    trace.role(1, A, "leader", 1);
    for (int i = 0; i < 300; i++) {
      double at = 10 + 20 * i;
      if (i >= 150 && i < 155) {
        continue;
      }
      String key = i % 10 == 0 ? "ear" : "paw";
      put(trace, at, i + 1, key, "v" + i, i % 2 == 0 ? "alice" : "bob");
    }
    trace.fault(3003, 3090, FaultKind.CRASH, A, A);
    trace.role(3020, B, "leader", 2).role(3045, C, "leader", 3).role(3050, "delphi", "follower", 3);
    trace.call(3002, 3060, "carol", 1, new Word.Put("ear", "x"), false, new Word.Unknown("crash"));
    trace.lost(3002, 3003.5, "carol", A, new Word.Put("ear", "x"), "crashed");
    trace.message(3019, 3019.8, B, "delphi", new Word.RequestVote(2, B, 150));
    trace.message(3019.9, 3020, "delphi", B, new Word.Vote(2, true));
    trace.message(3044, 3044.4, C, B, new Word.RequestVote(3, C, 150));
    trace.message(3044.5, 3045, B, C, new Word.Vote(3, true)).role(3044.5, B, "follower", 3);
    trace.message(3045, 3050, C, "delphi", new Word.Heartbeat(3, 150));
    trace.restart(3090, A).role(3092, A, "follower", 3);
    return trace.build();
  }

  /** Much at once: five nodes, two clients, slow and lossy links. */
  static Trace dense() {
    String[] names = {A, B, C, "delphi", "ephesus"};
    TraceBuilder trace = new TraceBuilder().nodes(names).clients("alice", "bob");
    trace.role(0.1, A, "leader", 7);
    SplittableRandom random = new SplittableRandom(7);
    trace.fault(20, 45, FaultKind.SLOW, "cyrene 10 times slower", C);
    trace.fault(30, 60, FaultKind.LOSS, "10 % of all messages");
    for (int put = 0; put < 12; put++) {
      String client = put % 2 == 0 ? "alice" : "bob";
      double at = 2 + put * 6.3;
      double back = 0;
      trace.message(at, at + 0.8, client, A, new Word.Put("k" + put, "v" + put));
      trace.saved(at + 0.8, A, new Word.Entry(put, "v" + put)).flushed(at + 1.3, A);
      for (int i = 1; i < 5; i++) {
        double arrives = at + 1.9 + random.nextDouble() * 3;
        Word.Append append = new Word.Append(7, put, put, List.of("k" + put));
        if (random.nextInt(10) == 0) {
          trace.lost(at + 1.3, arrives, A, names[i], append, "loss");
          continue;
        }
        trace.message(at + 1.3, arrives, A, names[i], append);
        trace.flushed(arrives + 0.3, names[i]);
        double acked = arrives + 0.8 + random.nextDouble() * 2;
        trace.message(arrives + 0.3, acked, names[i], A, new Word.Ack(7, put));
        back = Math.max(back, acked);
      }
      trace.message(back, back + 0.7, A, client, new Word.PutReply(true));
      trace.call(
          at,
          back + 0.7,
          client,
          put,
          new Word.Put("k" + put, "v" + put),
          true,
          new Word.Ok("v" + put));
    }
    return trace.build();
  }

  /** Everything that could break a picture: odd names, odd texts, self-messages, open ends. */
  static Trace odd() {
    String strange = "<node> & \"friends\" of the very long name";
    TraceBuilder trace = new TraceBuilder().nodes(strange, "b").clients("c'lient");
    trace.role(1, strange, "orchestrator of the second floor", 3);
    trace.message(2, 3, strange, strange, "plain text & <tags>");
    trace.message(2, 3, strange, "b", new Object[] {}.getClass().getSimpleName() + "@1f2e3d");
    trace.note(
        4,
        "b",
        "a remark that goes on for far longer than anybody has room for, and then some more of it");
    trace.call(5, -1, "c'lient", 1, new Word.Put("a", "1"), true, "");
    trace.call(6, 9, "c'lient", 2, new Word.Put("b", "2"), true, new Word.Ok("2"));
    trace.fault(5, 7, FaultKind.DISK, "one sector of the disk is unreadable", "b");
    trace.fault(8, -1, FaultKind.SKEW, "clock is 3 s ahead", strange);
    trace.fault(9, -1, FaultKind.CRASH, "b", "b");
    trace.lost(10, 10.5, strange, "b", new Word.Heartbeat(1, 1), "crashed");
    trace.underway(11, strange, "c'lient", "control \u0001 character and a surrogate \ud800");
    return trace.build();
  }
}
