/** Fifth stage: brings documents to their destinations. */
@NullMarked
package org.diptych.delivery;

import org.jspecify.annotations.NullMarked;
