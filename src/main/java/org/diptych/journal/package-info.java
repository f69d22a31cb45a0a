/** Durable entries, durable work and the object store: the one place where truth lives. */
@NullMarked
package org.diptych.journal;

import org.jspecify.annotations.NullMarked;
