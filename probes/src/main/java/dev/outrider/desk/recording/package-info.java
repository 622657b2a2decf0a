/** What a customer's browser, a command or a collection asked once: read from HAR, curl and Postman into one form. */
@NullMarked
package dev.outrider.desk.recording;

import org.jspecify.annotations.NullMarked;
