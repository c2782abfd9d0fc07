package dev.understudy.replication;

/** What a follower says to the leader of an epoch, and from which of its disks. */
interface FromFollower {
  /** The leader's epoch. */
  long epoch();

  /** Which of its disks the follower has, counted from 1. */
  long disk();
}
