/**
 * Bcrypt, several computations at once on one thread: the <em>lanes</em>.
 *
 * <p>One bcrypt computation is a chain of look-ups that each need the result of the one before, so a core waits most of the time. Several of
 * them in lock step fill that time: three or four give two and a half times the work of one. What is written how, and why, stands at
 * {@code LaneKernel}. Imports nothing of ours; knows neither Vert.x nor Redis.
 */
@NullMarked
package io.portcullis.bcrypt;

import org.jspecify.annotations.NullMarked;
