/** First stage: from the wire to a durable entry. */
@NullMarked
package org.diptych.intake;

import org.jspecify.annotations.NullMarked;
