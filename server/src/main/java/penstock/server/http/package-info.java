/**
 * HTTP without a socket: what a request and an answer are, which handler a path leads to, and who
 * is let in.
 *
 * <p>Start with {@link penstock.server.http.Call} and {@link penstock.server.http.Answer}; {@link
 * penstock.server.http.Router} finds the handler, {@link penstock.server.http.Guard} keeps foreign
 * pages out, {@link penstock.server.http.Listener} is the only class that knows the HTTP library.
 *
 * <p><b>Invariant:</b> whatever a client sends, the answer is a 2xx, 3xx or 4xx; a 5xx means that
 * this server failed. Every input has a limit.
 */
@NullMarked
package penstock.server.http;

import org.jspecify.annotations.NullMarked;
