/** The suites that judge exercises, and our own classes with them; shipped in this module's test-jar. */
package dev.understudy.quorum.suite;
