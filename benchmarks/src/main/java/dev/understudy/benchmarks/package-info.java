/** How fast it is: JMH benchmarks, to be read as ratios within one run. */
package dev.understudy.benchmarks;
