/** The manifests in {@code k8s/}: every field is one that its kind knows, and nothing runs with more rights than it needs. */
@NullMarked
package io.portcullis.k8s;

import org.jspecify.annotations.NullMarked;
