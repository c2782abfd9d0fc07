package dev.understudy.cluster;

/**
 * A message on its way.
 *
 * @param id different for every message of a cluster; a duplicate has its original's
 * @param from the sender's name
 * @param to the receiver's name
 * @param answers the id of the message that this one answers, or 0
 * @param message what is said; an immutable record
 */
public record Envelope(long id, String from, String to, long answers, Object message) {}
