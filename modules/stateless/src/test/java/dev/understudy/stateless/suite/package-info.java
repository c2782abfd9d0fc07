/** The suite that judges exercise 01, and our own classes with it; shipped in this module's test-jar. */
package dev.understudy.stateless.suite;
