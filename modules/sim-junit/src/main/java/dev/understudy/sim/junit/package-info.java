/** Runs a JUnit 5 test in many worlds: one seed after the other, each to be replayed alone. */
package dev.understudy.sim.junit;
