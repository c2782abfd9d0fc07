/**
 * A Jupyter kernel for Java: the messaging protocol 5.3 over ZeroMQ in front of {@link
 * dev.understudy.notebook.CellEngine}.
 *
 * <p>Each socket belongs to one thread. The thread that runs cells touches none of them: it gets interrupted, and an
 * interrupt closes the pipes below a ZeroMQ socket for good. What cells print goes through a queue.
 *
 * <p>Left out: widgets (comms are refused), the debugger, kernel magics, {@code transport: ipc}.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in Jupyter</a>
 */
package dev.understudy.notebook.kernel;
