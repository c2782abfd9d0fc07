/**
 * What a learner sees: space-time diagrams of a {@link dev.understudy.cluster.trace.Trace}, charts
 * and tables.
 *
 * <p>A failure of a cluster is a story told by several nodes at once, and a log prints it one line
 * after the other. A space-time diagram puts the nodes side by side, lets time flow downward and
 * draws each message as the arrow that it is; who believed what, and when, can then be read off.
 *
 * <p>Every picture is SVG written by hand: the same trace gives the same bytes on every machine, so
 * pictures can be committed and compared. The SVG holds neither styles, scripts nor ids, and shows
 * unchanged in a notebook, on a code-hosting page and in print. {@link
 * dev.understudy.display.Display} is the way in; everything it returns is a {@link
 * dev.understudy.display.Rendered}, which a notebook shows without knowing this module.
 */
package dev.understudy.display;
