/**
 * Histories in files: other people's and our own.
 *
 * <p>A file holds begins and ends of operations in the order in which they came; times in it are read
 * but decide nothing. Its form is told by its first character:
 *
 * <ul>
 *   <li>{@code I}: lines that Jepsen logged, {@code INFO jepsen.util - 0 :invoke :write 3}, as
 *       Porcupine's etcd logs have them. Lines of other loggers are passed over.
 *   <li><code>{:</code>, {@code [} or {@code #}: EDN as Jepsen's Knossos and Porcupine's key-value logs
 *       have it: maps one after the other or in one vector, <code>
 *       {:process 0, :type :invoke, :f :cas, :value [1 2]}</code>. A value {@code [k v]} is one of the
 *       register, store or lock {@code k}.
 *   <li><code>{"</code>: our own, {@link dev.understudy.checker.file.JsonLines}.
 * </ul>
 *
 * <p>What an end means is the same in all of them: {@code :ok} it happened; {@code :fail} it did not,
 * except that a failed swap without an error is one that found another value than it expected;
 * {@code :info} nobody knows. An operation without an end is as one of which nobody knows. A process
 * of whose operation nobody knows may call again, as in Porcupine's logs; its earlier operation stays
 * open for ever.
 */
package dev.understudy.checker.file;
