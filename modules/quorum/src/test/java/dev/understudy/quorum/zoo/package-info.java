/** Nodes with one rule removed; the chaos of this module must catch each. */
package dev.understudy.quorum.zoo;
