package dev.understudy.display;

import java.util.Map;

/**
 * A value that can show itself. A notebook looks for a public method {@code mimeBundle()} on the
 * value of a cell and needs to know nothing else of this module; {@code toString()} is the text
 * form, so that the value stays readable everywhere.
 */
public interface Rendered {

  /** The value as HTML that needs neither scripts, style sheets nor other files. */
  String html();

  /** The value as plain text for a terminal, without a line end after its last line. */
  String text();

  /** MIME type to content, the richest first; always holds {@code text/html} and {@code text/plain}. */
  Map<String, String> mimeBundle();
}
