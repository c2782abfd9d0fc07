/**
 * The command line: thin commands over what the other modules can do.
 *
 * <p>A command's answer goes to stdout, what it tells on the way to stderr. It exits with 0 when the
 * promise it was asked about holds, 1 when it does not, 2 for wrong usage or input, told in one line,
 * and 130 when it was interrupted. It writes in the project folder only, unless told otherwise.
 */
package dev.understudy.lab;
