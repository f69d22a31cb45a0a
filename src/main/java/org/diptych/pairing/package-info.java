/** Second stage: settles studies and pairs them with reports. */
@NullMarked
package org.diptych.pairing;

import org.jspecify.annotations.NullMarked;
