/** Standbys. */
package dev.understudy.standby;
