/** Nodes and journals with one rule removed; the suites of this module must catch each. */
package dev.understudy.cluster.zoo;
