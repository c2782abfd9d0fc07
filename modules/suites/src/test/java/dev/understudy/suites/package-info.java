/** The suites that judge exercises about storage, and our own classes with them; shipped in this module's test-jar. */
package dev.understudy.suites;
