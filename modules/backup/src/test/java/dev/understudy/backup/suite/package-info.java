/** The suites that judge exercises about backups, and our own classes with them; shipped in the test-jar. */
package dev.understudy.backup.suite;
