/** Broken twins of the journal, and the checks that must catch every one of them. */
package dev.understudy.storage.zoo;
