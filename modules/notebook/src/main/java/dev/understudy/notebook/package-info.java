/** To be written. */
package dev.understudy.notebook;
