package dev.understudy.explorer;

import dev.understudy.cluster.Cluster;
import java.util.List;
import java.util.function.Function;

/**
 * What is explored.
 *
 * @param name for the command line
 * @param moral what is asked of it, in one sentence
 * @param opening starts the nodes of a fresh cluster, runs it until no message is under way, and
 *     returns what comes from outside afterwards, in this order, each some time. It is repeated many
 *     times and must do the same each time
 * @param always the promises
 * @param bounds how far the search goes unless told otherwise
 */
public record Subject(
    String name,
    String moral,
    Function<Cluster, List<Act>> opening,
    List<Always> always,
    Bounds bounds) {
  public Subject {
    always = List.copyOf(always);
  }
}
