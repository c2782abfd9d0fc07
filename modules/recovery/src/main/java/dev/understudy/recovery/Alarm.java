package dev.understudy.recovery;

import java.time.Duration;
import java.time.Instant;

/**
 * Somebody is told that something was not restored for too long.
 *
 * @param at when
 * @param mechanism what
 * @param age since its last executed restore, or since it was first watched
 */
public record Alarm(Instant at, String mechanism, Duration age) {}
