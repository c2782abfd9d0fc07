/** To be written. */
package dev.understudy.storage;
