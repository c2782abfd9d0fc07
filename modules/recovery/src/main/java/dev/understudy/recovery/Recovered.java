package dev.understudy.recovery;

import java.time.Instant;

/**
 * A database that came back.
 *
 * @param lsn its last commit
 * @param time of that commit
 */
public record Recovered(long lsn, Instant time) {}
