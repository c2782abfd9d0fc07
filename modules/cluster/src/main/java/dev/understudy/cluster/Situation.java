package dev.understudy.cluster;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SortedMap;

/**
 * What a node goes on from: two that are equal do the same from now on when the same happens to them.
 * That holds if {@link Node#state()} names every field on which the node's behaviour depends, and
 * what it draws at random is left aside.
 *
 * @param state what the node says of itself; of a crashed one what it said last
 * @param incarnation how often it has started
 * @param isDown whether it has crashed
 * @param isFlushing whether it waits for its disk
 * @param lastAsked the id of the last message to which it wanted an answer; no later one has it
 * @param asks the messages to which it waits for an answer
 * @param unsaid what it will say when its disk has finished
 * @param timers when each of its timers is due by its own clock, in nanoseconds, by name
 * @param disk the bytes of each file as they can be read, in the order of their names
 */
public record Situation(
    Record state,
    int incarnation,
    boolean isDown,
    boolean isFlushing,
    long lastAsked,
    List<Envelope> asks,
    List<Envelope> unsaid,
    SortedMap<String, Long> timers,
    List<Buffer> disk) {}
