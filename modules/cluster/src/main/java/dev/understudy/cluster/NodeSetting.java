package dev.understudy.cluster;

import dev.understudy.cluster.trace.Recorder;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What a world gives a node before it starts.
 *
 * @param name its name
 * @param incarnation how often it has started, this time included
 * @param disk which of its disks it has, counted from 1
 * @param client whether it is a client and no member of the cluster
 * @param peers the names of the other members
 * @param nanos its own monotonic clock
 * @param wallClock its own wall clock, which may be wrong
 * @param random its own random numbers
 * @param journal its stable storage
 * @param recorder where its trace goes
 * @param traceNanos the clock of the trace
 * @param ids the last ids of messages, of this node or of the whole cluster
 * @param failpoints where it shall crash
 * @param enter to be called before a thread from outside reaches into the world
 */
record NodeSetting(
    String name,
    int incarnation,
    int disk,
    boolean client,
    List<String> peers,
    LongSupplier nanos,
    Clock wallClock,
    RandomGenerator random,
    Journal journal,
    Recorder recorder,
    LongSupplier traceNanos,
    MessageIds ids,
    Failpoints failpoints,
    Runnable enter) {}
