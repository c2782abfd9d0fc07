package dev.understudy.cluster;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The last ids of messages, from which the next follow. Those to which an answer is awaited may have a
 * count of their own: then it alone tells which id the next of them has.
 *
 * @param said the last id of a message
 * @param asked the last id of one to which an answer is awaited
 */
record MessageIds(AtomicLong said, AtomicLong asked) {
  /** One count for all messages, of all who use this. */
  static MessageIds together() {
    AtomicLong last = new AtomicLong();
    return new MessageIds(last, last);
  }

  /** Two counts, with room for so many ids each. */
  static MessageIds apart(long first, long room) {
    return new MessageIds(new AtomicLong(first + room), new AtomicLong(first));
  }
}
