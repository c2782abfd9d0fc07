package dev.understudy.replication;

import dev.understudy.cluster.ClientMessage.Request;

/**
 * One entry of the log.
 *
 * @param epoch the epoch of the leader that made it
 * @param request what a client asked for; null for the entry with which a leader begins its epoch
 */
public record Entry(long epoch, Request request) {}
