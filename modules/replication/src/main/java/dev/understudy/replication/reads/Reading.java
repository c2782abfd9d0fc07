package dev.understudy.replication.reads;

import dev.understudy.cluster.Position;
import java.time.Duration;

/**
 * What a reader was answered.
 *
 * @param value the value, or null
 * @param position the last entry that it takes into account
 * @param age all that was committed so long before the reader asked is taken into account; null if it
 *     did not ask for that
 * @param from the replica that answered
 */
public record Reading(String value, Position position, Duration age, String from) {}
