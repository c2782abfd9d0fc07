/** To be written. */
package dev.understudy.sim;
