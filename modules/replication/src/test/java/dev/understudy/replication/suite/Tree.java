package dev.understudy.replication.suite;

/** What is promised of standbys that follow each other, in words. */
final class Tree {
  static final String PREFIX = "R4 a standby's log is a prefix of the leader's";
  static final String POSITION = Promises.POSITION;
  static final String FROM_WHERE_IT_STANDS =
      "C1 a standby catches up from where it stands, whoever feeds it";
  static final String NO_CYCLE = "R7 no standby follows who stands below it";
  static final String NOT_AHEAD = "R7 no standby is ahead of its upstream";
  static final String MOVES =
      "L who hears nothing new of the leader follows somebody who does, if it can reach one";
  static final String EQUAL = "R8 in the end every standby holds the leader's log";

  private Tree() {}
}
