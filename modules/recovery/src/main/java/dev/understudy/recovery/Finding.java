package dev.understudy.recovery;

import java.time.Instant;

/**
 * What one mechanism was worth.
 *
 * @param mechanism its name
 * @param believed what everybody believed of it
 * @param found what was found in the night; "" when nobody had to look
 * @param cause why; "" when nothing was wrong with it
 * @param drillSaid what a restore drill three weeks before has said
 * @param drillAt when that drill was over
 */
public record Finding(
    String mechanism,
    String believed,
    String found,
    String cause,
    String drillSaid,
    Instant drillAt) {}
