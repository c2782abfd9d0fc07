/** To be written. */
package dev.understudy.display;
