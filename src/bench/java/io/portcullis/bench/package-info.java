/** Benchmarks of password hashing; {@code src/bench/README.md} says how they are run. No part of the product, and no test. */
@NullMarked
package io.portcullis.bench;

import org.jspecify.annotations.NullMarked;
