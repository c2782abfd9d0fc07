package dev.understudy.cluster;

/** A probe without the rule that nothing is said before it is durable. */
public class HastyProbe extends Probe {
  @Override
  boolean speaksBeforeFlush() {
    return true;
  }
}
