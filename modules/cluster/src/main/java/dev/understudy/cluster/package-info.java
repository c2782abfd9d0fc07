/** To be written. */
package dev.understudy.cluster;
