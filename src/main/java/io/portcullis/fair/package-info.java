/**
 * Work that waits, shared fairly by namespace, mount and source, and who gives way when there is no room (threats A8). Knows nothing of
 * what the work is; imports nothing of ours; not thread-safe.
 *
 * <p>{@link io.portcullis.fair.Backlog} is a tree of {@code Share}s: a {@code Branch} of namespaces, of mounts, of sources; a {@code Leaf}
 * of work. Each branch keeps its shares in two {@code ShareHeap}s, by whose turn it is and by who holds most.
 */
@NullMarked
package io.portcullis.fair;

import org.jspecify.annotations.NullMarked;
