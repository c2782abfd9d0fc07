/** Broken twins of the backups, and the checks that must catch every one of them. */
package dev.understudy.backup.zoo;
