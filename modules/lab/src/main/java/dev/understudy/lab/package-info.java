/** To be written. */
package dev.understudy.lab;
