/**
 * Runs Java notebooks: one engine over {@code jdk.jshell} with three front ends.
 *
 * <ul>
 *   <li>{@link dev.understudy.notebook.CellEngine} runs cells. It waits for a cell's code and never for the threads that
 *       the code has started, and it ends any loop of a cell, by an interrupt or when the cell's time is over.
 *   <li>{@link dev.understudy.notebook.NotebookRunner} and {@link dev.understudy.notebook.ChildJvmRunner} run whole
 *       notebooks, compare their outputs with the committed ones or rewrite them.
 *   <li>{@link dev.understudy.notebook.HtmlPage} and {@link dev.understudy.notebook.PageServer} show them to a browser.
 *   <li>{@link dev.understudy.notebook.kernel} is a kernel for Jupyter.
 * </ul>
 *
 * <p>A notebook works in every Java kernel as long as it uses none of them: no magics, no functions of a kernel. It shows
 * the value of a cell's last expression, and a value that knows how it looks says so by a public method {@code Map<String,
 * String> mimeBundle()}. {@link dev.understudy.notebook.NotebookLint} finds what breaks this rule.
 *
 * <p>Left out: JSON as a MIME type of a value, widgets, attachments of text cells.
 */
package dev.understudy.notebook;
