/** Replicas and operators with one rule removed; the chaos of this module must catch each. */
package dev.understudy.replication.zoo;
